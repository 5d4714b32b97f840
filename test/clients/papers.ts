import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Client, Finding, Instance } from './kinds.ts';
import { bytesOf, fileOf, has, run } from './tools.ts';

/** What LibreOffice makes of a file, as text. */
function converted(instance: Instance, file: string, to: string, ending: string): string | undefined {
  const made = join(instance.folder, `${basename(file).replace(/\.\w+$/, '')}.${ending}`);
  rmSync(made, { force: true });
  const profile = `-env:UserInstallation=file://${instance.folder}/office`;
  const { errors } = run(instance, 'soffice', [profile, '--headless', '--convert-to', to, '--outdir', instance.folder, file]);
  return existsSync(made) ? readFileSync(made, 'utf8') : errors.trim() && undefined;
}

async function table(instance: Instance): Promise<Finding> {
  const address = `${instance.plan}/plan.xlsx`;
  const file = await fileOf(instance, address, 'table.xlsx');
  const text = converted(instance, file, 'fods', 'fods');
  const rows = text?.match(/<table:table-row\b/g)?.length ?? 0;
  const isDay = /office:value-type="date"[^>]*office:date-value="2027-03-01"/.test(text ?? '');
  const fault = text === undefined ? 'does not open' : isDay ? undefined : 'the day is no day';
  return { address: '/bogen/…/plan.xlsx', fault, note: `${rows} rows, a day as a day` };
}

async function text(instance: Instance): Promise<Finding> {
  const file = await fileOf(instance, `${instance.plan}/plan.docx`, 'text.docx');
  const made = converted(instance, file, 'html:HTML (StarWriter)', 'html');
  const fault =
    made === undefined
      ? 'does not open'
      : !/<h1/i.test(made)
        ? 'no heading'
        : !/lang="de-DE"/.test(made)
          ? 'does not say its language'
          : undefined;
  return { address: '/bogen/…/plan.docx', fault, note: 'headings, language' };
}

export const paperClients: Client[] = [
  {
    name: 'LibreOffice Calc',
    missing: () => Promise.resolve(has('soffice') ? undefined : 'apt install libreoffice-calc-nogui'),
    check: async (instance) => [await table(instance)],
  },
  {
    name: 'LibreOffice Writer',
    missing: () => Promise.resolve(has('soffice') ? undefined : 'apt install libreoffice-writer-nogui'),
    check: async (instance) => [await text(instance)],
  },
  {
    name: 'qpdf',
    missing: () => Promise.resolve(has('qpdf') ? undefined : 'apt install qpdf'),
    async check(instance) {
      const story = /href="(\/geschichten\/[^"#?]+)"/.exec((await bytesOf(instance, '/geschichten')).toString())?.[1];
      const paths = [`${instance.plan}/plan.pdf`, ...(story ? [`${story}/geschichte.pdf`] : [])];
      const findings: Finding[] = [];
      for (const [index, path] of paths.entries()) {
        const file = await fileOf(instance, path, `paper-${index}.pdf`);
        const { status, out, errors } = run(instance, 'qpdf', ['--check', file]);
        const fault = status === 0 ? undefined : `${out}${errors}`.trim().split('\n').at(-1);
        findings.push({
          address: path,
          fault,
          note: out.includes('No syntax') ? 'no faults' : 'read',
        });
      }
      return findings;
    },
  },
];
