import { readScripts } from '../../src/work/script/read-scripts.ts';

test('x', async () => {
  console.log(
    JSON.stringify(
      await readScripts([
        { path: 'a.sh', text: '#!/bin/bash\nset -euo pipefail\n\nfoo() {\n echo\n}\necho hi # x\n' },
        { path: 'b.sh', text: 'if' },
        { path: 'c.sh', text: '('.repeat(5000) },
        { path: 'd.sh', text: 'echo `\n' },
      ]),
    ),
  );
});
