import { LETTERS, type WindowOutcomes } from '#domain/newsletters/issues/place-outcomes.ts';
import type { RelayOutcome } from '#mail/relay/relay-mail.ts';
import type { RelayHalt } from '#mail/relay/relay-pool.ts';

const LETTER_OF = {
	accepted: LETTERS.accepted,
	rejected: LETTERS.rejected,
	unsent: LETTERS.waitsAgain,
	unknown: LETTERS.uncertain,
} as const satisfies Record<RelayOutcome['state'], string>;

/** What becomes of the places of one window while its mails leave. */
export class WindowInFlight {
	readonly #number: number;
	readonly #armed: string;
	readonly #letters: string[];
	readonly #details: string[] = [];
	readonly #serverIds: string[] = [];
	/** Mails that the relay holds. */
	accepted = 0;
	/** Why mails wait again that did not leave: what the relay said last, where it said anything. */
	whyUnsent: RelayHalt | undefined;

	/** @param armed its letters: of each place, whether it was armed. */
	constructor(number: number, armed: string) {
		this.#number = number;
		this.#armed = armed;
		this.#letters = Array.from(armed, () => ' ');
	}

	/** @param index of the place in its window. */
	settle(index: number, outcome: RelayOutcome): void {
		this.#letters[index] = LETTER_OF[outcome.state];
		if (outcome.state === 'accepted') {
			this.accepted++;
			if (outcome.serverId) this.#serverIds[index] = outcome.serverId;
			return;
		}
		const { fault, reply } = outcome;
		if (outcome.state === 'unsent')
			this.whyUnsent = reply === undefined ? (this.whyUnsent ?? { fault }) : { fault, reply };
		this.#details[index] = [fault.status ?? fault.replyCode ?? fault.code, reply ?? ''].join(' ').trim();
	}

	/** What is known by now. */
	outcomes(): WindowOutcomes {
		const letters = this.#letters.join('');
		return {
			number: this.#number,
			letters,
			allAcceptedOf: this.#isAllAccepted(letters) ? this.#armed : undefined,
			details: filled(this.#details, this.#letters.length),
			serverIds: filled(this.#serverIds, this.#letters.length),
		};
	}

	#isAllAccepted(letters: string): boolean {
		const { armed, accepted } = LETTERS;
		return letters === Array.from(this.#armed, (letter) => (letter === armed ? accepted : ' ')).join('');
	}
}

function filled(sparse: readonly string[], length: number): string[] {
	return sparse.length === 0 ? [] : Array.from({ length }, (_, index) => sparse[index] ?? '');
}
