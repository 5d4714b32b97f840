import { PERMISSIONS } from './permissions.ts';
import { ROLES, type Role } from './roles.ts';
import { de } from './texts.de.ts';

const MARK = { any: 'überall', own: 'eigene' } as const;

const LINKS: Record<string, string> = {
  'link:assessment': 'privater Link zum Check',
  'link:companion': 'privater Link der Beratung zu einem Check',
  'link:request-company': 'privater Link zur Anfrage (Betrieb)',
  'link:request-receiver': 'privater Link zur Anfrage (Empfänger)',
  'link:governance-tasks': 'privater Link zu den eigenen Aufgaben',
  'link:minutes-objection': 'privater Link zum Protokollentwurf',
};

/** docs/handbuch/rechte.md: who may do what, from the one table (npm run generate). */
export function rightsPage(): string {
  const rules = Object.values(PERMISSIONS);
  const open = rules.filter((rule) => rule.everybody).map((rule) => `- ${rule.label}`);
  const signedIn = rules.filter((rule) => rule.signedIn).map((rule) => `- ${rule.label}`);
  const rest = rules.filter((rule) => !rule.everybody && !rule.signedIn);
  const roles = ROLES.map((role) => {
    const lines = rest.flatMap((rule) => {
      const condition = rule.roles[role as Role];
      return condition ? [`| ${rule.label} | ${MARK[condition]} |`] : [];
    });
    return `### ${de.roles[role]}\n\n| darf | wo |\n|---|---|\n${lines.join('\n')}\n`;
  });
  const links = rest.flatMap((rule) => Object.keys(rule.roles).flatMap((name) => (LINKS[name] ? [`- ${LINKS[name]}: ${rule.label}`] : [])));
  return `<!-- Aus src/modules/accounts/permissions.ts gedruckt: npm run generate. Nicht von Hand ändern. -->
# Wer was darf

Eine Tabelle im Programm entscheidet über jede Seite und jede Änderung; diese Seite ist daraus gedruckt.
„Eigene“ heißt: dort, wo jemand die Aufgabe hat, also in dieser Organisation, diesem Gremium, diesem Netzwerk.
Geschäftsstelle, Administration und Prüfung zählen erst nach dem zweiten Schritt der Anmeldung.

## Alle, ohne Anmeldung

${open.join('\n')}

## Alle, die angemeldet sind

${signedIn.join('\n')}

## Wer einen privaten Link hat

${links.join('\n')}

## Nach Aufgaben

${roles.join('\n')}`;
}
