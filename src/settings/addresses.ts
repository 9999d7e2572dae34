import { type Environment, type ReportFault, settingOf } from './faults.ts';

/** Host name, IPv4 or bracketed IPv6 address, with an optional port and nothing else. */
const hostWithPort = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Where GitHub is: its REST API and its pages, both without a slash at the end. */
export interface GitHubAddress {
  apiUrl: string;
  webUrl: string;
}

/** GitHub itself, or the GitHub Enterprise Server that GHE_HOST names. */
export function readGitHubAddress(env: Environment, fault: ReportFault): GitHubAddress {
  const host = settingOf(env, 'GHE_HOST');
  const protocol = settingOf(env, 'GHE_PROTOCOL') ?? 'https';
  if (protocol !== 'https' && protocol !== 'http') {
    fault('GHE_PROTOCOL', 'is unknown. Write https or http.');
  }
  if (!host) {
    return { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' };
  }
  if (/^(?:www\.|api\.)?github\.com(?::|$)/i.test(host)) {
    fault('GHE_HOST', 'names GitHub itself. Unset it: it is for GitHub Enterprise Server.');
  } else if (!hostWithPort.test(host)) {
    fault('GHE_HOST', 'is not a host. Write it without scheme, path or slash, such as github.example.com.');
  }
  return { apiUrl: `${protocol}://${host}/api/v3`, webUrl: `${protocol}://${host}` };
}

/** The address to listen on. */
export interface ListenAddress {
  host: string;
  port: number;
}

/** HOST and PORT; port 0 takes any free one. */
export function readListenAddress(env: Environment, fault: ReportFault): ListenAddress {
  const host = settingOf(env, 'HOST');
  if (host && !/^[\w.:-]+$/.test(host)) {
    fault(
      'HOST',
      'is not an address to listen on. Write localhost, 0.0.0.0 or another address of this machine.',
    );
  }
  const port = settingOf(env, 'PORT') ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    fault('PORT', 'is not a port. Write a whole number from 0 to 65535, such as 3000.');
  }
  return { host: host ?? 'localhost', port: Number(port) };
}

/** The organisation to register the App for; null when unset. */
export function readOrganisation(env: Environment, fault: ReportFault): string | null {
  const value = settingOf(env, 'GH_ORG');
  if (value && !/^[a-z\d][a-z\d-]{0,99}$/i.test(value)) {
    fault(
      'GH_ORG',
      'is not the login of an organisation. Write it as in its address on GitHub, such as acme.',
    );
  }
  return value;
}

/** Where others reach this server, without a slash at the end; null when unset. */
export function readPublicUrl(env: Environment, fault: ReportFault): string | null {
  const value = settingOf(env, 'PUBLIC_URL');
  if (!value) {
    return null;
  }
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    fault('PUBLIC_URL', 'is not a plain web address. Write one such as https://hotfix.example.com.');
  }
  return value.replace(/\/+$/, '');
}
