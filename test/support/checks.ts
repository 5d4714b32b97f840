import type { CheckDefinition } from '../../src/modules/checks/index.ts';
import type { testApplication } from './application.ts';

type App = Awaited<ReturnType<typeof testApplication>>;

/** Begins a check as a stranger would; returns the path of its pages. */
export async function beginCheck({ post }: Pick<App, 'post'>, id: string): Promise<string> {
  const answer = await post(`/checks/${id}/start`, {});
  return (answer.headers.get('location') ?? '').replace(/\/thema\/.*/, '');
}

/** Rates every point of a check by its forms. */
export async function rateAll({ post }: Pick<App, 'post'>, path: string, definition: CheckDefinition, rating = 'some'): Promise<void> {
  for (const theme of definition.themes) {
    await post(`${path}/thema/${theme.number}`, Object.fromEntries(theme.checkpoints.map((point) => [`r_${point.id}`, rating])));
  }
}

/** Adds fully planned measures. */
export async function planMeasures({ post }: Pick<App, 'post'>, path: string, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    await post(`${path}/plan`, {
      text: `Maßnahme ${i}`,
      urgency: 'soon',
      responsible: 'Chefin',
      due: '2027-03-01',
      control: 'im April ansehen',
      state: 'open',
    });
  }
}
