import { z } from 'zod';

/**
 * Slack's documented limits for messages and blocks, in characters: docs.slack.dev/reference/block-kit/blocks,
 * /composition-objects, /block-elements, and chat.postMessage for the text.
 */
const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (most: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(most).superRefine(onlyLinks),
    verbatim: z.boolean().optional(),
  });
const anyText = (most: number) => z.union([plainText(most), mrkdwn(most)]);
const blockId = z.string().max(255).optional();

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: z.string().max(255).optional(),
  url: z.string().max(3_000).optional(),
  value: z.string().max(2_000).optional(),
});

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(150), block_id: blockId }),
  z.strictObject({
    type: z.literal('section'),
    text: anyText(3_000).optional(),
    fields: z.array(anyText(2_000)).min(1).max(10).optional(),
    block_id: blockId,
  }),
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(anyText(2_000)).min(1).max(10),
    block_id: blockId,
  }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z.array(button).min(1).max(25),
    block_id: blockId,
  }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
]);

const message = z.object({
  text: z.string().min(1).max(40_000).superRefine(onlyLinks),
  blocks: z
    .array(block)
    .min(1)
    .max(50)
    .superRefine((blocks, context) => {
      for (const one of blocks)
        if (one.type === 'section' && !one.text && !one.fields)
          context.addIssue('a section has a text or fields');
    }),
});

/** How a message breaks Slack's documented rules; empty where it does not. */
export function judgeMessage(sent: unknown): string[] {
  const judged = message.safeParse(sent);
  if (judged.success) return [];
  return judged.error.issues.map(({ path, message: said }) => `${path.join('.')}: ${said}`);
}

/** `<…>` may only be a link to a page: a mention (`<!channel>`, `<@U…>`, `<#C…>`) is never ours. */
function onlyLinks(text: string, context: z.RefinementCtx): void {
  const rest = text.replace(/<https?:\/\/[^<>|\s]+\|[^<>|]+>/g, '');
  if (/[<>]/.test(rest)) context.addIssue(`a < or > that begins no link: ${rest.slice(0, 80)}`);
  if (/&(?!amp;|lt;|gt;)/.test(text)) context.addIssue('an & that is not escaped');
}
