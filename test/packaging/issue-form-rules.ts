import { z } from 'zod';

/**
 * GitHub's rules for issue forms, as its pages "Syntax for GitHub's form schema" and "Common validation errors when
 * creating issue forms" state them. A form that breaks one is not offered, and nothing says so.
 */

/** Empty texts are not allowed where there is a key for them. */
const text = z.string().refine((value) => value.trim() !== '', 'is empty');
/** YAML 1.1 reads these as other values. */
const unambiguous = text.refine(
  (value) => !/^(?:y|yes|n|no|true|false|on|off|null|~)$/i.test(value),
  'is no text',
);
const id = z.string().regex(/^[A-Za-z0-9_-]+$/);
const field = <T extends z.ZodRawShape>(type: string, attributes: T) =>
  z.strictObject({
    type: z.literal(type),
    id: id.optional(),
    attributes: z.strictObject(attributes),
    validations: z.strictObject({ required: z.boolean().optional() }).optional(),
  });
const asked = { label: unambiguous, description: z.string().optional() };
const filled = { ...asked, placeholder: z.string().optional(), value: z.string().optional() };
const distinct = (list: unknown[]): boolean => new Set(list).size === list.length;

const element = z.union([
  z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: text }) }),
  field('input', filled),
  field('textarea', { ...filled, render: z.string().optional() }),
  field('dropdown', {
    ...asked,
    multiple: z.boolean().optional(),
    default: z.int().min(0).optional(),
    options: z.array(unambiguous).min(1).refine(distinct, 'has an option twice'),
  }),
  field('checkboxes', {
    ...asked,
    options: z
      .array(z.strictObject({ label: unambiguous, required: z.boolean().optional() }))
      .min(1)
      .refine((options) => distinct(options.map(({ label }) => label)), 'has a label twice'),
  }),
]);

type Element = z.output<typeof element>;

const labelOf = ({ attributes }: Element): string | null =>
  'label' in attributes && typeof attributes.label === 'string' ? attributes.label : null;

export const issueForm = z.strictObject({
  name: text,
  description: text,
  title: text.optional(),
  labels: z.union([text, z.array(text)]).optional(),
  assignees: z.union([text, z.array(text)]).optional(),
  projects: z.union([text, z.array(text)]).optional(),
  type: text.optional(),
  body: z
    .array(element)
    .min(1)
    .refine((body) => body.some(({ type }) => type !== 'markdown'), 'asks for nothing')
    .refine((body) => distinct(body.flatMap((one) => ('id' in one && one.id) || [])), 'has an id twice')
    // Labels that differ in letter case, spaces or punctuation alone are too alike.
    .refine(
      (body) =>
        distinct(
          body
            .map((one) =>
              labelOf(one)
                ?.toLowerCase()
                .replace(/[^a-z0-9]/g, ''),
            )
            .filter(Boolean),
        ),
      'has a label twice',
    ),
});

export type IssueForm = z.output<typeof issueForm>;

/** The issue that GitHub makes of a form: a heading for each field, and its value. */
export function rendered({ body }: IssueForm, given: Record<string, string | string[]>): string {
  return body
    .flatMap((one) => {
      const label = labelOf(one);
      return label === null ? [] : [`### ${label}\n\n${answerOf(one, given)}`];
    })
    .join('\n\n');
}

function answerOf(one: Element, given: Record<string, string | string[]>): string {
  const { attributes } = one;
  const answer = 'id' in one && one.id ? given[one.id] : undefined;
  if (one.type === 'checkboxes' && 'options' in attributes)
    return (attributes.options as { label: string }[])
      .map(({ label }) => `- [${answer?.includes(label) ? 'X' : ' '}] ${label}`)
      .join('\n');
  const value = answer ?? ('value' in attributes ? attributes.value : undefined) ?? '';
  return String(value).trim() === '' ? '_No response_' : String(value).trimEnd();
}
