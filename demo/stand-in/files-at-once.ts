import fs from 'node:fs';

/**
 * Node's file functions for isomorphic-git, synchronous: for the many small files of a repository that is faster
 * than another thread.
 */
export const filesAtOnce = {
  promises: {
    readFile: async (...given: Parameters<typeof fs.readFileSync>) => fs.readFileSync(...given),
    writeFile: async (...given: Parameters<typeof fs.writeFileSync>) => fs.writeFileSync(...given),
    unlink: async (path: string) => fs.unlinkSync(path),
    readdir: async (path: string) => fs.readdirSync(path),
    mkdir: async (path: string) => fs.mkdirSync(path),
    rmdir: async (path: string) => fs.rmdirSync(path),
    rm: async (path: string, options?: fs.RmOptions) => fs.rmSync(path, options),
    stat: async (path: string) => fs.statSync(path),
    lstat: async (path: string) => fs.lstatSync(path),
    readlink: async (path: string) => fs.readlinkSync(path),
    symlink: async (to: string, path: string) => fs.symlinkSync(to, path),
  },
};
