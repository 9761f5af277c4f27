/** Whether there is something to say before a mail goes, and what. */

const WEIGHTS = { error: 0, warning: 1 };

/**
 * Choose what is shown of an answer: the comments that are told unasked and weigh enough, and the
 * client's points that are not taken up and that no comment speaks of already.
 *
 * @param said as `check.read` gives it
 * @param settings as `settings.js` reads them
 */
export function decide(said, settings) {
  const most = WEIGHTS[settings.show] ?? WEIGHTS.warning;
  const comments = said.comments
    .filter((each) => each.shown && WEIGHTS[each.severity] <= most)
    .map(({ severity, message, advice, suggestion }) => ({ severity, message, advice, suggestion }));
  const spoken = new Set(said.comments.flatMap((each) => each.about));
  const points = said.left.filter((each) => each.text && !spoken.has(each.place));
  return { ask: comments.length > 0, comments, points: points.map((each) => each.text) };
}
