import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loadEnvFile, saveToEnvFile } from '../../src/settings/env-file.ts';
import { SettingsError } from '../../src/settings/settings.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  file = join(folder, '.env');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the file adds to the environment and does not override it', () => {
  const env = { FROM_BOTH: 'environment', BLANK: '' };
  writeFileSync(file, 'FROM_FILE=file\nFROM_BOTH=file\nBLANK=file\n');
  loadEnvFile(folder, env);
  expect(env).toEqual({ FROM_FILE: 'file', FROM_BOTH: 'environment', BLANK: '' });
});

test('a missing file is fine; an unreadable one is a fault', () => {
  expect(() => loadEnvFile(folder)).not.toThrow();
  mkdirSync(file);
  expect(() => loadEnvFile(folder)).toThrow(SettingsError);
});

test('saved settings are read back unchanged, and only by the owner', () => {
  const values = {
    APP_ID: '1',
    PRIVATE_KEY: 'first line\nsecond = line\n',
    WEBHOOK_SECRET: 'with # and "quotes"',
  };
  saveToEnvFile(folder, values);
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(values);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that others could read becomes private', () => {
  writeFileSync(file, 'PORT=3000\n', { mode: 0o644 });
  saveToEnvFile(folder, { APP_ID: '1' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('other lines and comments stay, and old values of the same names go', () => {
  writeFileSync(
    file,
    '# mine\nPORT=4000\nexport APP_ID=7\n\nPRIVATE_KEY="a\nb=c\n"\nLOG_LEVEL=debug # loud\n',
  );
  saveToEnvFile(folder, { APP_ID: '1', PRIVATE_KEY: 'x\ny' });
  expect(readFileSync(file, 'utf8')).toBe(
    '# mine\nPORT=4000\n\nLOG_LEVEL=debug # loud\nAPP_ID=1\nPRIVATE_KEY="x\\ny"\n',
  );
});

test('a value cannot add a setting of its own', () => {
  saveToEnvFile(folder, { WEBHOOK_SECRET: 'a\nDATABASE_URL=postgres://elsewhere/x' });
  expect(Object.keys(parseEnv(readFileSync(file, 'utf8')))).toEqual(['WEBHOOK_SECRET']);
  expect(() => saveToEnvFile(folder, { WEBHOOK_SECRET: `"'\`` })).toThrow('quotation mark');
});
