// Runs on any Node, before anything that needs a newer one: a clear sentence instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `hotfix-policy needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      'Run "npm ci" with install scripts allowed, which brings the right one for npm\'s scripts, or install Node 24.',
  );
  process.exit(1);
}
