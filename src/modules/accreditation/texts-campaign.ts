import { catalogue } from '#platform/i18n/index.ts';
import type { CampaignRow } from './tables.ts';

const statesDe: Record<CampaignRow['state'], string> = {
  draft: 'Entwurf, noch niemand angeschrieben',
  writing: 'Briefe werden geschrieben',
  running: 'läuft',
  stopped: 'angehalten',
  ended: 'beendet',
};
const statesEn: Record<CampaignRow['state'], string> = {
  draft: 'draft, nobody written to yet',
  writing: 'letters are being written',
  running: 'running',
  stopped: 'stopped',
  ended: 'ended',
};

/** Sending a campaign. */
export const campaignTexts = catalogue(
  {
    states: statesDe,
    lead: 'Sehen Sie an, wer angeschrieben wird und was darin steht. Erst danach geht etwas hinaus.',
    open: 'Ansehen und verschicken',
    send: (count: number) => (count === 1 ? 'An eine Person verschicken' : `An ${count} Personen verschicken`),
    sendHint: 'Ein Brief je Adresse, genau so wie angesehen. Anhalten können Sie, solange noch nicht alle Briefe hinaus sind.',
    resume: (count: number) => (count === 1 ? 'Weiter: noch an eine Person' : `Weiter: noch an ${count} Personen`),
    resumeHint: 'Wer den Brief schon hat, bekommt ihn nicht noch einmal.',
    discard: 'Doch nicht',
    running: 'Zu diesen Anforderungen läuft schon eine Kampagne.',
    testSubject: (subject: string) => `Probe: ${subject}`,
  },
  {
    states: statesEn,
    lead: 'Look at who is written to and what it says. Only then does anything go out.',
    open: 'Look and send',
    send: (count: number) => (count === 1 ? 'Send to one person' : `Send to ${count} people`),
    sendHint: 'One letter per address, exactly as looked at. You can stop it as long as not all letters have gone out.',
    resume: (count: number) => (count === 1 ? 'Go on: to one more person' : `Go on: to ${count} more people`),
    resumeHint: 'Whoever has the letter already does not get it again.',
    discard: 'Rather not',
    running: 'A campaign for these requirements is running already.',
    testSubject: (subject: string) => `Sample: ${subject}`,
  },
);
