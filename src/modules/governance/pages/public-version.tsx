import type { MeetingParts } from './meeting.tsx';
import { Alert, Button } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { contextOf, keyOf, marksIn } from '../personal-words.ts';
import { type PublicText, textsIn } from '../public-text.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { type Desk, officePage } from './frame.tsx';

/** Words that may say something of a person, each to be looked at: what is ticked may be public. */
function Marks({ text, locale }: { text: PublicText; locale: Locale }) {
  const t = officeTexts(locale);
  const checked = new Set(text.checked);
  const marks = textsIn(text).flatMap((each) => marksIn(each).map((mark) => ({ mark, key: keyOf(each, mark), ...contextOf(each, mark) })));
  const once = [...new Map(marks.map((each) => [each.key, each])).values()];
  if (once.length === 0) return null;
  return (
    <fieldset class="kern-fieldset" id="geprueft">
      <legend class="kern-label">{t.marks}</legend>
      <div class="kern-fieldset__body">
        <p>{t.marksLead}</p>
        {once.map(({ mark, key, before, after }, index) => (
          <label class="keep" for={`geprueft-${index}`} key={key}>
            <input type="checkbox" id={`geprueft-${index}`} name="geprueft" value={key} checked={checked.has(key)} />
            <span>
              {t.markKinds[mark.kind]}: …{before}
              <mark>{mark.text}</mark>
              {after}…
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The minutes on the left, the public version on the right. */
export function publicVersionPage(c: Ctx, desk: Desk, { meeting, body, agreements, fault }: MeetingParts, text: PublicText): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  return officePage(c, desk, {
    title: t.publicVersion,
    lead: t.publicLead,
    wide: true,
    crumbs: [{ href: base, label: g.meeting(body.name, formatDay(meeting.day, locale)) }],
    status: fault ? 422 : 200,
    children: (
      <>
        {fault && <Alert kind="danger" title={fault} />}
        <form method="post" action={`${base}/oeffentlich`} class="form">
          {meeting.items.map((item, index) => (
            <div class="compare" key={item.id}>
              <div>
                <h2>
                  {t.internal}: {item.number}. {item.title}
                </h2>
                <p class="prewrap">{item.text}</p>
              </div>
              <div>
                <div class="small-field small-field--wide">
                  <label for={`title${index}`}>
                    {t.public}: {t.titleField} {item.number}
                  </label>
                  <input id={`title${index}`} name={`title${index}`} type="text" value={text.items[index]?.title ?? ''} />
                </div>
                <div class="small-field small-field--wide">
                  <label for={`text${index}`}>
                    {t.public}: {t.text} {item.number}
                  </label>
                  <textarea id={`text${index}`} name={`text${index}`} rows={8}>
                    {text.items[index]?.text ?? ''}
                  </textarea>
                </div>
              </div>
            </div>
          ))}
          {agreements.map((agreement, index) => (
            <div class="compare" key={agreement.id}>
              <div>
                <p>{agreement.text}</p>
                <p class="muted small">{agreement.responsible.map((who) => who.name).join('; ')}</p>
              </div>
              <div>
                <div class="small-field small-field--wide">
                  <label for={`agreement${index}`}>
                    {t.public}: {g.agreementKinds[agreement.kind]}
                  </label>
                  <textarea id={`agreement${index}`} name={`agreement${index}`} rows={3}>
                    {text.agreements[index]?.text ?? ''}
                  </textarea>
                </div>
                <div class="small-field small-field--wide">
                  <label for={`who${index}`}>
                    {t.public}: {t.who}
                  </label>
                  <input
                    id={`who${index}`}
                    name={`who${index}`}
                    type="text"
                    value={(text.agreements[index]?.responsible ?? []).join('; ')}
                  />
                </div>
              </div>
            </div>
          ))}
          <div class="small-field small-field--wide">
            <label for="participants">{g.participants}</label>
            <input id="participants" name="participants" type="text" value={text.participants.join('; ')} />
          </div>
          <Marks text={text} locale={locale} />
          <Button>{t.savePublic}</Button>
        </form>
      </>
    ),
  });
}
