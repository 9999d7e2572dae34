import { nameOfReviewQuestion } from '../../src/incident/incident.ts';
import { planIncident } from '../../src/incident/plan.ts';
import { at, deployment, pushed, sha, workflowRun } from '../support/facts.ts';
import { hotfixAt, incidentWith, ledger, reviewWith, told } from '../support/incidents.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const fix = sha('fix');
const moment = (time: string): Date => new Date(at(time));
const deployed = [
  pushed({ at: '14:02', sha: fix }),
  deployment({ at: '14:06', sha: fix, state: 'success', createdAt: at('14:03') }),
];
const kinds = (plan: ReturnType<typeof planIncident>): string[] => plan.artefacts.map(({ key }) => key);

test('a review opens after the first production deploy, when its run has ended or five minutes later', () => {
  const under = incidentWith({ hotfixes: [hotfixAt('14:06', deployed)] });
  expect(planIncident(under, moment('14:06:10'))).toMatchObject({
    artefacts: [],
    lookAgainAt: moment('14:11'),
  });
  expect(kinds(planIncident(under, moment('14:11')))).toEqual(['review:INCIDENT-123']);
  const ended = [...deployed, workflowRun({ at: '14:06:05', sha: fix })];
  const incident = incidentWith({ hotfixes: [hotfixAt('14:07', ended)] });
  expect(kinds(planIncident(incident, moment('14:06:10')))).toEqual(['review:INCIDENT-123']);
  const pushedOnly = incidentWith({ hotfixes: [hotfixAt('18:00', deployed.slice(0, 1))] });
  expect(planIncident(pushedOnly, moment('18:00'))).toMatchObject({ artefacts: [], lookAgainAt: null });
});

test('a review is not changed while a person edits it', () => {
  const review = reviewWith('', { editedAt: moment('15:00') });
  const incident = incidentWith({ review });
  expect(kinds(planIncident(incident, moment('15:01:59')))).toEqual([]);
  expect(planIncident(incident, moment('15:01:59')).lookAgainAt).toEqual(moment('15:02'));
  expect(kinds(planIncident(incident, moment('15:02')))).toEqual(['review:INCIDENT-123']);
});

test('a review that people closed is left alone until they add to its timeline', () => {
  const review = reviewWith('', { state: 'closed', closedAt: moment('15:30') });
  const late = moment('2026-12-24T10:00:00Z');
  expect(kinds(planIncident(incidentWith({ review }), late))).toEqual([]);
  const said = incidentWith({ review, commands: told('/hotfix timeline detected 14:00') });
  expect(kinds(planIncident(said, late))).toEqual(['review:INCIDENT-123', 'reaction:900', 'command:900:0']);
});

test('people are reminded when the review is due, then weekly, in working hours, up to the policy’s limit', () => {
  const review = reviewWith('');
  const remindersAt = (time: string, written: object = {}, yaml = 'timezone: Europe/Berlin\n') => {
    const home = { repository, inForce: inForceFrom(yaml) };
    const incident = incidentWith({ review, home, written: written as never });
    return kinds(planIncident(incident, moment(time))).filter((key) => key.startsWith('reminder'));
  };
  // Opened on a Monday: due on Saturday afternoon.
  expect(remindersAt('2026-11-28T14:06:39Z')).toEqual([]);
  expect(remindersAt('2026-11-30T07:59:59Z')).toEqual([]);
  expect(remindersAt('2026-11-30T08:00:00Z')).toEqual(['reminder:12:review:0']);
  const sent = { 'reminder:12:review:0': { number: 1, url: null, at: moment('2026-11-30T08:00:00Z') } };
  expect(remindersAt('2026-12-04T12:00:00Z', sent)).toEqual([]);
  expect(remindersAt('2026-12-07T08:00:00Z', sent)).toEqual(['reminder:12:review:1']);
  expect(remindersAt('2027-12-07T08:00:00Z', sent, 'reminders: {limit: 1}\n')).toEqual([]);
  // The policy's own hours and days.
  const own = 'reminders: {weekdays: sat-sun, quiet-hours: 20:00-08:00}\n';
  expect(remindersAt('2026-11-28T14:06:40Z', {}, own)).toEqual(['reminder:12:review:0']);
});

test('in observe mode nothing is written and nobody is answered', () => {
  const home = { repository, inForce: inForceFrom('mode: observe\n') };
  const commands = told('/hotfix timeline detected 14:00');
  expect(
    planIncident(incidentWith({ home, review: reviewWith(''), commands }), moment('17:00')).artefacts,
  ).toEqual([]);
});

test('a review that GitHub refused is tried again after a pause', () => {
  const refused = { 'review:INCIDENT-123': { reason: 'no', at: moment('14:11'), count: 1, final: false } };
  const incident = incidentWith({ hotfixes: [hotfixAt('14:06', deployed)], refused });
  expect(planIncident(incident, moment('14:12'))).toMatchObject({
    artefacts: [],
    lookAgainAt: moment('14:16'),
  });
  expect(kinds(planIncident(incident, moment('14:16')))).toEqual(['review:INCIDENT-123']);
});

const bob = { login: 'bob', bot: false };
const claim = { number: 7, url: null, repository, by: bob, at: moment('14:00'), entitled: null };

test('each question has its own name, so that a failure silences no other question', () => {
  const incident = incidentWith({
    review: reviewWith(''),
    claims: [7, 8].map((number) => ({ ...claim, number, key: `review-claimed:${number}:INCIDENT-123` })),
    commands: told('/hotfix timeline detected 14:00', '/hotfix timeline rollback none').map((one) => ({
      ...one,
      entitled: null,
    })),
    runbooks: [repository, ledger].map((where) => ({ repository: where, states: null, complete: false })),
  });
  const names = planIncident(incident, moment('17:00')).questions.map(nameOfReviewQuestion);
  expect(names).toHaveLength(6);
  expect(new Set(names).size).toBe(6);
});

test('in off mode nothing is asked and no further look is planned', () => {
  const home = { repository, inForce: inForceFrom('mode: off\n') };
  const claims = [{ ...claim, key: 'review-claimed:7:INCIDENT-123' }];
  const off = planIncident(incidentWith({ home, claims, review: reviewWith('') }), moment('17:00'));
  expect(off).toMatchObject({ artefacts: [], questions: [], lookAgainAt: null });
});

test('the first issue by somebody who may write there becomes the review', () => {
  const claims = [false, true, true].map((entitled, index) => {
    const number = index + 7;
    return { ...claim, number, entitled, key: `review-claimed:${number}:INCIDENT-123` };
  });
  const { artefacts } = planIncident(incidentWith({ claims }), moment('17:00'));
  expect(artefacts).toMatchObject([{ key: 'review:INCIDENT-123', kind: 'adopted-review', number: 8 }]);
});
