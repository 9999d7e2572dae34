import { deliveries } from './deliveries.ts';
import { files } from './files.ts';
import type { Parser } from './parser.ts';
import { textsOfPeople } from './texts-of-people.ts';

/** Every parser of texts from outside. */
export const parsers: Parser[] = [...deliveries, ...textsOfPeople, ...files];
