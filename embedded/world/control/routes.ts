import { z } from 'zod';
import type {
	ActedNow,
	Settled,
	WorldAct,
	WorldFolder,
	WorldMail,
	WorldMailLine,
	WorldMailbox,
	WorldPersonLine,
	WorldPorts,
	WorldReader,
	WorldState,
	WorldTime,
} from '#platform/world/control-contract.ts';
import { DEMO_MAILBOXES, type DemoMailbox } from '#prisma/demo/mailboxes.ts';
import { DEMO_READERS } from '#prisma/demo/readers.ts';
import { demoSubscriptionId } from '#prisma/seed/demo-id.ts';
import { readMail } from '../letters/read-mail.ts';
import { isReader, LISTED_PEOPLE, personAt } from '../people/directory.ts';
import type { ActRunner } from '../people/act-runner.ts';
import { changePassword } from '../people/perform-act.ts';
import type { ActTools } from '../people/perform-act.ts';
import type { StoredAct } from '../store/act-store.ts';
import { actNowBody, immediateAct, isLasting, lastingBehaviour } from './act-now.ts';
import { ControlRefusal, parsed } from './control-server.ts';
import type { ControlRoute } from './control-server.ts';

/** The calls of `platform/world/control-contract.ts`. */
export function controlRoutes(tools: ActTools, runner: ActRunner, ports: () => WorldPorts): ControlRoute[] {
	const { acts, people, mailboxes, database, clock } = tools;
	const time = (): WorldTime => ({ now: clock.now().toISOString(), offsetMs: clock.offsetMs });
	const nextAt = () => acts.nextAt()?.toISOString() ?? null;

	function folders(): WorldFolder[] {
		return mailboxes
			.withPassword()
			.flatMap(({ address }) =>
				mailboxes
					.folders(address)
					.map(({ path, uidValidity, lastUid }) => ({ address, path, uidValidity, lastUid })),
			);
	}

	function mailboxLine({ address, subscription }: DemoMailbox): WorldMailbox {
		const { displayName, password, passwordChangedAt, isSuspended } = mailboxes.find(address)!;
		return {
			address,
			subscriptionId: demoSubscriptionId(subscription),
			name: displayName,
			password: password!,
			passwordChangedAt: passwordChangedAt?.toISOString() ?? null,
			isSuspended,
		};
	}

	function demoMailbox(given: string): DemoMailbox {
		const found = DEMO_MAILBOXES.find((one) => one.address === given.toLowerCase());
		if (!found) throw new ControlRefusal('not-found');
		return found;
	}

	function peopleLines(): WorldPersonLine[] {
		const counts = Map.groupBy(people.counts(), ({ person }) => person);
		const madeUp = [...counts.keys()].map(personAt).filter((person) => person.company === null);
		return [...LISTED_PEOPLE, ...madeUp].map((person) => ({
			address: person.address,
			name: person.name,
			company: person.company,
			behaviour: person.behaviour.does,
			choices: people
				.choicesFor(person.address)
				.map(({ sender, behaviour }) => ({ sender, behaviour: behaviour.does })),
			received: (counts.get(person.address) ?? []).map(({ sender, received, lastAt }) => ({
				sender,
				count: received,
				lastAt: lastAt.toISOString(),
			})),
		}));
	}

	function senderOf({ act, mailId }: StoredAct): string {
		if (act.kind === 'lose-password') return act.address;
		if (act.kind === 'first-letter') return act.to;
		return (mailId !== null && people.reception(mailId)?.sender) || '';
	}

	async function act(address: string, body: unknown): Promise<ActedNow> {
		const wanted = parsed(actNowBody, body);
		const person = personAt(address.toLowerCase());
		if (isLasting(wanted.behaviour)) {
			const behaviour = lastingBehaviour(wanted.behaviour);
			database.transaction(() => {
				for (const sender of wanted.senders) people.chooseBehaviour(person.address, sender, behaviour);
			});
			return { when: 'next-mail', outcome: null };
		}
		const received = wanted.behaviour === 'writes-first' ? [] : people.receptionsOf(person.address);
		const mail = received.find(
			({ mailId, sender }) =>
				wanted.senders.includes(sender) && (wanted.mailId === undefined || mailId === wanted.mailId),
		);
		const first = wanted.senders.find((sender) => sender === (wanted.to ?? sender));
		const sender = wanted.behaviour === 'writes-first' ? first : mail?.sender;
		if (sender === undefined) throw new ControlRefusal('no-mail');
		const at = clock.now();
		const planned = { at, act: immediateAct(wanted.behaviour, person, wanted, { sender, at }) };
		const id = acts.plan(person.address, mail?.mailId ?? null, planned);
		await runner.settle();
		const done = acts.find(id)!;
		if (done.state !== 'done') throw new ControlRefusal('not-done');
		return { when: 'done', outcome: done.outcome };
	}

	return [
		{
			method: 'GET',
			path: '/state',
			answer: (): WorldState => ({
				...time(),
				host: 'mail.refrain.example',
				ports: ports(),
				mailboxes: DEMO_MAILBOXES.map(mailboxLine),
				people: peopleLines(),
				acts: [...acts.unsettled(), ...acts.failed()]
					.filter(({ person }) => !isReader(person))
					.map((one) => actLine(one, senderOf(one))),
			}),
		},
		{
			method: 'POST',
			path: '/clock',
			answer: (_parts, body): WorldTime => {
				clock.setOffset(parsed(z.object({ offsetMs: z.number().int().min(0) }), body).offsetMs);
				runner.wake();
				return time();
			},
		},
		{
			method: 'GET',
			path: '/readers',
			answer: (): WorldReader[] => DEMO_READERS.map(({ behaviour: _behaviour, ...reader }) => reader),
		},
		{ method: 'GET', path: '/next-act', answer: () => ({ at: nextAt() }) },
		{
			method: 'POST',
			path: '/settle',
			answer: async (): Promise<Settled> => ({
				done: await runner.settle(),
				at: nextAt(),
				folders: folders(),
			}),
		},
		{
			method: 'GET',
			path: '/people/*/mails',
			answer: ([address]): WorldMailLine[] =>
				people.receptionsOf(personAt(address!.toLowerCase()).address).map((one) => ({
					id: one.mailId,
					receivedAt: one.receivedAt.toISOString(),
					from: one.sender,
					subject: one.subject,
					messageId: one.messageId,
					step: one.step,
					acts: acts.ofMail(one.mailId).map((act) => actLine(act, one.sender)),
				})),
		},
		{ method: 'POST', path: '/people/*/act', answer: ([address], body) => act(address!, body) },
		{
			method: 'GET',
			path: '/mails/*',
			answer: async ([text]): Promise<WorldMail> => {
				const id = Number(text);
				const raw = Number.isInteger(id) ? mailboxes.rawOf(id) : undefined;
				if (!raw) throw new ControlRefusal('not-found');
				const mail = await readMail(raw);
				const { messageId, subject, from, to, headers, attachments } = mail;
				const date = mail.date?.toISOString() ?? null;
				const html = mail.html ?? null;
				return { id, messageId, subject, from, to, date, text: mail.text, html, headers, attachments };
			},
		},
		{
			method: 'POST',
			path: '/mailboxes/*/password',
			answer: ([given]): WorldMailbox => {
				const mailbox = demoMailbox(given!);
				database.transaction(() => changePassword(tools, mailbox.address));
				tools.closeConnections(mailbox.address);
				return mailboxLine(mailbox);
			},
		},
		{
			method: 'POST',
			path: '/mailboxes/*/suspension',
			answer: ([given], body): WorldMailbox => {
				const mailbox = demoMailbox(given!);
				const { isSuspended } = parsed(z.object({ isSuspended: z.boolean() }), body);
				database.transaction(() => mailboxes.setSuspended(mailbox.address, isSuspended));
				return mailboxLine(mailbox);
			},
		},
	];
}

const actLine = ({ act, person, mailId, at, state, outcome }: StoredAct, sender: string): WorldAct => ({
	kind: act.kind,
	person,
	sender,
	mailId,
	at: at.toISOString(),
	state,
	outcome,
});
