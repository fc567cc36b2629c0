// Weeks as the report counts them: Monday to Sunday, issue N ends on the N-th Sunday of its year.

const DAY = 24 * 60 * 60 * 1000;

/** @typedef {{ monday: Date, sunday: Date, number: number, year: number }} IssueWeek  all dates at midnight UTC */

/**
 * @param {number} year
 * @param {number} number  1-based issue number
 * @returns {IssueWeek}
 */
export function issueWeek(year, number) {
  const newYear = Date.UTC(year, 0, 1);
  const firstSunday = newYear + ((7 - new Date(newYear).getUTCDay()) % 7) * DAY;
  return weekEnding(new Date(firstSunday + (number - 1) * 7 * DAY));
}

/**
 * @param {IssueWeek} week
 * @returns {IssueWeek}
 */
export function nextWeek(week) {
  return weekEnding(new Date(week.sunday.getTime() + 7 * DAY));
}

/**
 * @param {Date} sunday
 * @returns {IssueWeek}
 */
function weekEnding(sunday) {
  const year = sunday.getUTCFullYear();
  const dayOfYear = (sunday.getTime() - Date.UTC(year, 0, 1)) / DAY;
  return { monday: new Date(sunday.getTime() - 6 * DAY), sunday, number: Math.floor(dayOfYear / 7) + 1, year };
}

/** @param {Date} date */
export function isoDate(date) {
  return date.toISOString().slice(0, 10);
}
