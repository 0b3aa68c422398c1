/** A session that ended while its page is open: whoever needs it waits until the person has signed in over the page. */
export class EndedSession {
	/** True from the moment a request was not let in until somebody signs in. */
	isOver = $state(false);
	/** True while the page asks for the password. */
	isAsked = $state(false);
	/** Sign-ins over this page so far: what is bound to a session begins again with each. */
	renewals = $state(0);
	/** Whether a page that can ask is there. */
	hasAsker = false;
	#waiting = new Set<(isRenewed: boolean) => void>();

	/** The session is over: the page says so, and asks as soon as somebody wants something of the server. */
	noticed(): void {
		this.isOver = true;
	}

	/** Asks for the password. Answers true once the person has signed in, false where she puts it off. */
	ask(): Promise<boolean> {
		this.noticed();
		if (!this.hasAsker) return Promise.resolve(false);
		this.isAsked = true;
		return new Promise((settle) => this.#waiting.add(settle));
	}

	/** Waits for a sign-in without asking for one: what only brings the page up to date interrupts nobody. */
	async untilRenewed(): Promise<void> {
		this.noticed();
		while (!(await new Promise<boolean>((settle) => this.#waiting.add(settle))));
	}

	/** The person has signed in. */
	signedIn(): void {
		this.isOver = false;
		this.renewals++;
		this.#settle(true);
	}

	/** She does not want to now; what she typed stays where it is. */
	putOff(): void {
		this.#settle(false);
	}

	#settle(isRenewed: boolean): void {
		this.isAsked = false;
		const waiting = [...this.#waiting];
		this.#waiting.clear();
		for (const settle of waiting) settle(isRenewed);
	}
}

/** The session of this page. */
export const endedSession = new EndedSession();
