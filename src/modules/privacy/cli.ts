import type { Command } from '#platform/cli.ts';
import type { PrivacyService } from './service.ts';

interface Context {
  privacy(): Promise<PrivacyService>;
}

/** `retention run` */
export const privacyCommands: Command<Context>[] = [
  {
    name: 'retention run',
    summary: 'Deletes and anonymises now what has outlived its period, as every night.',
    usage: '[--json]',
    help: 'The periods stand in content/privacy.yaml.',
    options: { json: { type: 'boolean' } },
    async run({ values, output, context }) {
      const results = await (await context.privacy()).run();
      if (values['json']) return output.out(JSON.stringify(results));
      for (const result of results) output.out(`${result.rule}: ${result.failed ? 'failed' : result.count}`);
    },
  },
];
