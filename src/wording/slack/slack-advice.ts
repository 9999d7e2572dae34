/** What somebody who runs the App has to do where Slack takes no message. `code`: Slack's word for it. */
export function slackAdvice(code: string, way: 'webhook' | 'bot'): string {
  return `Slack takes no messages (${code}). ${doing(code, way)} What waits is tried again every 15 minutes, for a day.`;
}

function doing(code: string, way: 'webhook' | 'bot'): string {
  switch (code) {
    case 'not_in_channel':
      return 'Invite the bot to the channel.';
    case 'channel_not_found':
      return way === 'bot'
        ? 'Check SLACK_CHANNEL: write the ID of the channel, such as C0123456789, and invite the bot to it.'
        : 'The channel of the webhook is gone: make another webhook, and write its address to SLACK_WEBHOOK_URL.';
    case 'is_archived':
    case 'channel_is_archived':
      return way === 'bot'
        ? 'The channel is archived: open it again, or name another one in SLACK_CHANNEL.'
        : 'The channel is archived: open it again, or make a webhook for another one and write its address to SLACK_WEBHOOK_URL.';
    case 'missing_scope':
      return 'Give the app the scope chat:write, and install it in the workspace again.';
    case 'action_prohibited':
    case 'restricted_action':
    case 'posting_to_general_channel_denied':
      return 'The workspace does not let it write there: ask an administrator of it, or choose another channel.';
    default:
      return way === 'bot'
        ? 'Check SLACK_BOT_TOKEN and SLACK_CHANNEL: the token may have been revoked, or the app removed.'
        : 'Check SLACK_WEBHOOK_URL: the webhook may have been removed. Make another one, and write its address there.';
  }
}
