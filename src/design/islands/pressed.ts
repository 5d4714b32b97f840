/*
 * A press is a button going down and coming up on the same place. Whatever moves the page in between (a line that says
 * "is being saved", because going down ended the typing) takes the press away: so it waits until the button is up.
 */
let isDown = false;
const waiting: (() => void)[] = [];

function up(): void {
  isDown = false;
  // The click comes right after, before anything else that is waiting.
  setTimeout(() => {
    for (const work of waiting.splice(0)) work();
  });
}

addEventListener('pointerdown', () => (isDown = true), { capture: true });
for (const end of ['pointerup', 'pointercancel'] as const) addEventListener(end, up, { capture: true });

/** Changes the page at once, or right after the press that is under way. */
export function afterPress(work: () => void): void {
  if (isDown) waiting.push(work);
  else work();
}
