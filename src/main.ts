import { serve } from '@hono/node-server';
import { createApplication } from './application.ts';
import { ConfigError, readConfig } from '#platform/config.ts';
import { metricsApp } from '#platform/http/metrics.ts';
import { inOwnProcess } from '#platform/mail/elsewhere.ts';
import { ContentError } from '#platform/content.ts';
import { hasAdministrator } from '#modules/accounts/index.ts';
import { outboxNotice } from '#modules/office/index.ts';

function fail(error: unknown): never {
  // A wrong environment or a broken content file is the operator's: a message, not a stack.
  const expected = error instanceof ConfigError || error instanceof ContentError;
  console.error(expected ? error.message : error);
  process.exit(1);
}

/** What runs is waited for so long when the server is to end. */
const LAST_ANSWERS_MS = 30_000;
/** What was answered may still be on its way to whoever asked. */
const ON_ITS_WAY_MS = 200;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds within which signals are one and the same wish to stop. */
const SAME_STOP = 1000;

async function main(): Promise<void> {
  const config = readConfig();
  const application = await createApplication(config, { lettersElsewhere: inOwnProcess });
  const { services } = application;
  for (const notice of application.notices) console.log(notice);
  await services.jobs.start();
  application.trail.watch();

  const server = serve({ fetch: application.app.fetch, port: config.port, hostname: config.host }, () => {
    void outboxNotice(services, process.stdout.isTTY).then((notice) => notice && console.log(notice));
    void hasAdministrator(services.db).then((has) => {
      if (!has) console.log('Noch keine Administration: npx transferwerk admin create --email <Adresse> --name <Name>');
    });
    console.log(`Transferwerk: ${config.publicUrl}`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') fail(error);
    console.error(`Port ${config.port} is in use. Perhaps Transferwerk is running already; else start with PORT=<another>.`);
    void application.close().finally(() => process.exit(1));
  });

  const { port: metricsPort, host, token } = config.metrics;
  const figures =
    metricsPort === undefined
      ? undefined
      : serve({ fetch: metricsApp(application.metrics, token).fetch, port: metricsPort, hostname: host }, (info) =>
          console.log(`Metrics: http://${host}:${info.port}/metrics`),
        );
  figures?.on('error', (error: NodeJS.ErrnoException) => {
    console.error(`The metrics cannot be served on port ${metricsPort} (${error.code}).`);
    void application.close().finally(() => process.exit(1));
  });

  let stoppingSince: number | undefined;
  /** Not ready any more; a balancer is given time to see it; what runs is finished; then everything is closed. */
  async function drain(waitSeconds: number): Promise<void> {
    application.draining.begin();
    await sleep(waitSeconds * 1000);
    server.close();
    figures?.close();
    await application.draining.idle(LAST_ANSWERS_MS);
    await sleep(ON_ITS_WAY_MS);
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await application.close();
  }

  const stop = (signal: NodeJS.Signals) => {
    if (stoppingSince !== undefined) {
      // One Ctrl-C may arrive several times: from the terminal, from npm, from the start script. A later one does not wait.
      if (performance.now() - stoppingSince > SAME_STOP) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    // Whoever sits at the terminal does not wait for a balancer.
    void drain(signal === 'SIGTERM' ? config.drainSeconds : 0).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch(fail);
