/**
 * The only room that calls Slack: one port, one file a provider.
 */
export {};
