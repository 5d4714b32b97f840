import { formatDay } from '#platform/i18n/format.ts';
import { catalogue } from '#platform/i18n/index.ts';

interface Line {
  text: string;
  due: string | undefined;
}
const lines = (list: readonly Line[], locale: 'de' | 'en') =>
  list.map(({ text, due }) => `- ${text}${due ? ` (${formatDay(due, locale)})` : ''}`).join('\n');

export const reminderTexts = catalogue(
  {
    title: 'Erinnern lassen',
    lead: 'Wenn Sie möchten, schreiben wir Ihnen: freundlich, wenn Sie länger nicht hier waren, und kurz bevor eine Maßnahme fällig ist. Höchstens eine Mail in der Woche.',
    email: 'E-Mail-Adresse',
    emailHint: 'Nur dafür. Sie bestätigen sie mit einem Link, und jede Mail enthält einen Link zum Abbestellen.',
    tooMany: 'An diese Adresse ging heute schon einiges. Bitte versuchen Sie es morgen wieder.',
    button: 'Erinnern lassen',
    waiting: (email: string) => `Wir haben an ${email} geschrieben. Bitte bestätigen Sie mit dem Link in der Mail.`,
    active: (email: string) => `Erinnerungen gehen an ${email}.`,
    stop: 'Nicht mehr erinnern',
    confirmTitle: 'Erinnerungen bestätigen',
    confirmLead: (email: string) => `Sollen Erinnerungen an ${email} gehen?`,
    confirm: 'Ja, erinnern',
    confirmed: 'Wir erinnern Sie.',
    ended: 'Sie bekommen keine Erinnerungen mehr. Ihre Adresse ist gelöscht.',
    toCheck: 'Zum Check',
    flash: {
      gebeten: 'Bitte sehen Sie in Ihr Postfach und bestätigen Sie.',
      beendet: 'Keine Erinnerungen mehr. Ihre Adresse ist gelöscht.',
    },
    mail: {
      confirmSubject: 'Bitte bestätigen: Erinnerungen zu Ihrem Check',
      confirm: (check: string, url: string) =>
        `Guten Tag,\n\njemand hat darum gebeten, an diese Adresse Erinnerungen zum Check „${check}“ zu schicken. Waren Sie das? Dann bestätigen Sie hier:\n\n${url}\n\nWenn nicht, tun Sie nichts. Die Adresse wird nach zwei Wochen gelöscht.`,
      pauseSubject: (check: string) => `Weiter mit „${check}“?`,
      pause: (check: string, theme: string, left: number, minutes: number, url: string): string =>
        `Guten Tag,\n\nSie haben den Check „${check}“ begonnen. Als Nächstes kommt „${theme}“; insgesamt sind noch ${left} Punkte offen, etwa ${minutes} Minuten. Zehn Minuten reichen für ein gutes Stück:\n\n${url}\n\nIst gerade anderes wichtiger? Dann wählen Sie dort nur die Themen, die jetzt zählen.`,
      measuresSubject: 'Ihre Maßnahmen',
      measures: (due: readonly Line[], overdue: readonly Line[], url: string): string =>
        `Guten Tag,\n\n${due.length > 0 ? `bald fällig:\n\n${lines(due, 'de')}\n\n` : ''}${overdue.length > 0 ? `schon vorbei:\n\n${lines(overdue, 'de')}\n\n` : ''}Erledigt, verschoben oder anders geworden? Hier tragen Sie es ein:\n\n${url}`,
      lastSubject: (check: string) => `„${check}“ wird bald gelöscht`,
      last: (check: string, url: string) =>
        `Guten Tag,\n\nIhr Check „${check}“ wurde lange nicht geöffnet. In etwa zwei Wochen wird er gelöscht, wie angekündigt. Möchten Sie ihn behalten, öffnen Sie ihn einmal:\n\n${url}\n\nDort können Sie ihn auch als Datei mitnehmen.`,
      foot: (stop: string) => `\n\nDiese Erinnerungen abbestellen: ${stop}`,
    },
  },
  {
    title: 'Be reminded',
    lead: 'If you like, we write to you: in a friendly way when you have not been here for a while, and shortly before a measure is due. One mail a week at the most.',
    email: 'E-mail address',
    emailHint: 'Only for this. You confirm it by a link, and every mail holds a link to end it.',
    tooMany: 'A lot has gone to this address today already. Please try again tomorrow.',
    button: 'Remind me',
    waiting: (email: string) => `We have written to ${email}. Please confirm with the link in the mail.`,
    active: (email: string) => `Reminders go to ${email}.`,
    stop: 'No more reminders',
    confirmTitle: 'Confirm reminders',
    confirmLead: (email: string) => `Shall reminders go to ${email}?`,
    confirm: 'Yes, remind me',
    confirmed: 'We will remind you.',
    ended: 'You get no more reminders. Your address is deleted.',
    toCheck: 'To the check',
    flash: { gebeten: 'Please look into your mailbox and confirm.', beendet: 'No more reminders. Your address is deleted.' },
    mail: {
      confirmSubject: 'Please confirm: reminders on your check',
      confirm: (check: string, url: string) =>
        `Good day,\n\nsomebody asked for reminders on the check “${check}” to this address. Was it you? Then confirm here:\n\n${url}\n\nIf not, do nothing. The address is deleted after two weeks.`,
      pauseSubject: (check: string) => `Go on with “${check}”?`,
      pause: (check: string, theme: string, left: number, minutes: number, url: string): string =>
        `Good day,\n\nyou have begun the check “${check}”. Next comes “${theme}”; ${left} points are open altogether, about ${minutes} minutes. Ten minutes are enough for a good piece:\n\n${url}\n\nIs something else more important now? Then choose only the themes that count at present.`,
      measuresSubject: 'Your measures',
      measures: (due: readonly Line[], overdue: readonly Line[], url: string): string =>
        `Good day,\n\n${due.length > 0 ? `due soon:\n\n${lines(due, 'en')}\n\n` : ''}${overdue.length > 0 ? `already past:\n\n${lines(overdue, 'en')}\n\n` : ''}Done, postponed or changed? Enter it here:\n\n${url}`,
      lastSubject: (check: string) => `“${check}” will be deleted soon`,
      last: (check: string, url: string) =>
        `Good day,\n\nyour check “${check}” has not been opened for a long time. In about two weeks it will be deleted, as announced. If you want to keep it, open it once:\n\n${url}\n\nThere you can also take it away as a file.`,
      foot: (stop: string) => `\n\nEnd these reminders: ${stop}`,
    },
  },
);
