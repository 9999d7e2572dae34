/** `--quick`: a tenth of everything, to see that it runs. Its numbers mean nothing. */
const isQuick = process.argv.includes('--quick');

export function sized(whole: number, quick: number): number {
  return isQuick ? quick : whole;
}
