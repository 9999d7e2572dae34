import type { ServeSettings } from '../../src/settings/settings.ts';

/** Where GitHub sends its deliveries, unless the settings say otherwise. */
export const webhookPath = '/api/github/webhooks';

type Given = Pick<ServeSettings, 'appId' | 'privateKey' | 'webhookSecrets'> &
  Partial<ServeSettings> & {
    /** Host and port of the GitHub that is served, over plain HTTP. */
    gitHub: string;
  };

/** Settings of an App that is served on a free port of this machine, quiet and with everything else by default. */
export function serveSettings({ gitHub, ...given }: Given): ServeSettings {
  return {
    mode: 'serve',
    production: false,
    host: '127.0.0.1',
    port: 0,
    webhookPath,
    webhookProxyUrl: null,
    publicUrl: null,
    apiUrl: `http://${gitHub}/api/v3`,
    webUrl: `http://${gitHub}`,
    logLevel: 'fatal',
    logFormat: 'json',
    database: { kind: 'embedded', dataDir: '' },
    allowedOrgs: [],
    keepDays: 30,
    slack: null,
    ...given,
  };
}
