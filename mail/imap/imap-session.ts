import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import { SOURCE_AT_MOST } from '#mail/inbound/parse-mail.ts';
import { fetchFields } from './fetch-fields.ts';
import { ImapError, imapErrorOf } from './imap-error.ts';
import { listOwnFolders, type FolderHints, type ImapFolder } from './own-folders.ts';
import { assembled, wantedParts } from './large-mail.ts';
import type { FetchedHead, FolderStatus, Glance, SentMark } from './found-in-folder.ts';

/** Bytes of a header that are kept: some hundreds of them are in memory at once. */
const HEAD_AT_MOST = 128 * 1024;

/**
 * Milliseconds from now: where a server knows distances (RFC 5032), the library asks by them, and they may not be nothing. A
 * day of the one clock may be to come.
 */
const LEAST_DISTANCE = 2_000;

/** An open session: commands one at a time, every failure an ImapError. */
export class ImapSession {
	private readonly client: ImapFlow;
	private readonly answerWithin: number;
	private sawNews = false;
	private wake: (() => void) | undefined;

	/**
	 * @param client Connected and logged in.
	 * @param answerWithin Milliseconds of silence during a command after which the line counts as dead.
	 */
	constructor(client: ImapFlow, answerWithin: number) {
		this.client = client;
		this.answerWithin = answerWithin;
		client.on('exists', (event) => {
			if (event.count > event.prevCount) this.sawNews = true;
			this.wake?.();
		});
		client.on('close', () => this.wake?.());
	}

	/** Whether the server tells of new mail by itself (RFC 2177). */
	get offersIdle(): boolean {
		return this.client.capabilities.has('IDLE') || this.client.capabilities.has('IMAP4REV2');
	}

	/** Whether a mail lies once, under labels that its folders are, and in a folder of all mails, as at Gmail. */
	get keepsLabels(): boolean {
		return this.client.capabilities.has('X-GM-EXT-1');
	}

	/** TLS version in use, such as `TLSv1.3`. */
	get tlsVersion(): string | undefined {
		return (this.client.tls || undefined)?.version ?? undefined;
	}

	/** All folders that the account lists and that are its own; `foreign`: those of others too. */
	folders(how: { hints?: FolderHints; counted?: boolean; foreign?: boolean } = {}): Promise<ImapFolder[]> {
		return this.attempt(() => listOwnFolders(this.client, how));
	}

	/** Where a folder stands, without opening it: also the proof that the server answers. */
	status(path: string): Promise<FolderStatus> {
		return this.attempt(async () => {
			const status = await this.client.status(path, { uidNext: true, uidValidity: true, messages: true });
			// imapflow answers false, not an error, when the server refuses: never "no new mail"
			// (docs/design/imap.md#false-answers).
			if (!status) throw new ImapError('command-refused');
			if (!status.uidValidity) throw new ImapError('uids-not-kept');
			if (status.uidNext !== undefined) return { uidValidity: status.uidValidity, uidNext: status.uidNext };
			// A server that keeps UIDNEXT to itself: what a look at the folder finds.
			await this.client.mailboxOpen(path, { readOnly: true });
			const last = await this.client.fetchOne('*', { uid: true });
			return { uidValidity: status.uidValidity, uidNext: last ? last.uid + 1 : 1 };
		});
	}

	/** Opens a folder read-only for what follows. Answers its UIDVALIDITY at that moment. */
	open(path: string): Promise<bigint> {
		if (this.client.mailbox && this.client.mailbox.path === path && this.client.usable)
			return Promise.resolve(this.client.mailbox.uidValidity);
		return this.openAnew(path);
	}

	/** The same, also where it is open: of such a folder a server may still show what is gone from it. */
	openAnew(path: string): Promise<bigint> {
		return this.attempt(async () => {
			const { uidValidity } = await this.client.mailboxOpen(path, { readOnly: true });
			if (!uidValidity) throw new ImapError('uids-not-kept');
			return uidValidity;
		});
	}

	/** UIDs of the open folder above `uid`, ascending. Clears what `waitForNews` would tell. */
	uidsAfter(uid: bigint | number): Promise<number[]> {
		this.sawNews = false;
		// "n:*" always names the last message, however old it is.
		return this.searched({ uid: `${BigInt(uid) + 1n}:*` }).then((uids) =>
			uids.filter((found) => found > Number(uid)),
		);
	}

	/** UIDs of the open folder whose INTERNALDATE is that day or later, ascending; of a day to come, those of the last moments. */
	uidsSince(day: Date): Promise<number[]> {
		return this.uidsBetween(day, null);
	}

	/** The same from one day on, and before another; null: no such bound. Servers compare days of their own clock. */
	uidsBetween(since: Date | null, before: Date | null): Promise<number[]> {
		const from = since && new Date(Math.min(since.getTime(), Date.now() - LEAST_DISTANCE));
		const to = before && before.getTime() <= Date.now() - LEAST_DISTANCE ? before : null;
		return this.searched({
			...(from ? { since: from } : {}),
			...(to ? { before: to } : {}),
			...(from || to ? {} : { all: true }),
		});
	}

	/**
	 * Headers of some mails of the open folder. A mail that vanished meanwhile is simply missing in the answer.
	 *
	 * @param uids At most some hundreds.
	 */
	heads(uids: readonly number[]): Promise<FetchedHead[]> {
		return this.attempt(async () => {
			const found: FetchedHead[] = [];
			if (uids.length === 0) return found;
			const wanted = new Set(uids);
			const query = { uid: true, internalDate: true, size: true, headers: true } as const;
			for await (const message of this.client.fetch(uids.join(','), query, { uid: true })) {
				if (message.headers === undefined || !wanted.has(message.uid)) continue;
				found.push({
					uid: message.uid,
					receivedAt: new Date(message.internalDate ?? 0),
					size: message.size ?? 0,
					head: Buffer.from(message.headers.subarray(0, HEAD_AT_MOST)),
				});
			}
			return found.sort((one, other) => one.uid - other.uid);
		});
	}

	/**
	 * Some fields of the headers of some mails of the open folder, in no order: servers keep the usual ones at hand.
	 *
	 * @param uids Ascending.
	 */
	glances(uids: readonly number[], fields: readonly string[]): Promise<Glance[]> {
		return this.attempt(async () =>
			uids.length === 0 ? [] : fetchFields(this.client, uids, fields, HEAD_AT_MOST),
		);
	}

	/**
	 * A mail of the open folder: whole up to 1 MB; of a larger one its header, its texts and what machines report, as a
	 * mail that parses the same way.
	 *
	 * @returns undefined where it is gone.
	 */
	mail({ uid, size, head }: FetchedHead): Promise<Buffer | undefined> {
		return this.attempt(async () => {
			if (size <= SOURCE_AT_MOST) return (await this.fetchOne(uid, { source: true }))?.source || undefined;
			const structure = (await this.fetchOne(uid, { bodyStructure: true }))?.bodyStructure;
			if (!structure) return undefined;
			const wanted = wantedParts(structure);
			const fetched = await this.fetchOne(uid, {
				bodyParts: wanted.flatMap(({ part }) => [`${part}.mime`, { key: part, maxLength: 256 * 1024 }]),
			});
			return fetched?.bodyParts && assembled(head, wanted, fetched.bodyParts);
		});
	}

	/**
	 * Waits until the open folder gets mail, the time is over, or the signal comes. IDLE where it is offered; elsewhere it only
	 * sleeps, and the next `status` tells. A line that went dead shows at the next command: ask for `status` regularly.
	 *
	 * @param within Milliseconds.
	 * @throws ImapError `connection-lost` when the connection is closed meanwhile.
	 */
	async waitForNews(within: number, signal?: AbortSignal): Promise<void> {
		if (this.sawNews || signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => leave(), within);
			const leave = () => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', leave);
				resolve();
			};
			this.wake = leave;
			signal?.addEventListener('abort', leave);
			// Ends by itself when the next command is given; its failure shows there.
			if (this.offersIdle && !this.client.idling) this.client.idle().catch(() => {});
		});
		this.wake = undefined;
		if (!this.client.usable) throw new ImapError('connection-lost');
	}

	/** Whether a mail of ours lies in a folder: by Message-ID, by our header, by the id that Microsoft keeps of it. */
	async holds(path: string, mark: SentMark): Promise<boolean> {
		await this.open(path);
		const marks: Record<string, string>[] = [
			{ 'message-id': mark.messageId },
			{ [SEND_HEADER.toLowerCase()]: mark.sendId },
			{ 'x-microsoft-original-message-id': mark.messageId },
		];
		for (const header of marks) if ((await this.searched({ header })).length > 0) return true;
		return false;
	}

	/** UIDs of the open folder with this value in a header field. */
	uidsWithHeader(name: string, value: string): Promise<number[]> {
		return this.searched({ header: { [name]: value } });
	}

	/**
	 * Files a mail, read, unless it lies there already (docs/design/reply-detection.md#sent-copies). Call it only for a
	 * mail that was accepted.
	 */
	async file(path: string, mark: SentMark, bytes: Buffer, at: Date): Promise<void> {
		if (await this.holds(path, mark)) return;
		await this.attempt(async () => {
			if (!(await this.client.append(path, bytes, ['\\Seen'], at))) throw new ImapError('command-refused');
		});
	}

	/** Removes mails for good: for the connection test's own mail only. */
	remove(path: string, uids: readonly number[]): Promise<void> {
		return this.attempt(async () => {
			await this.client.mailboxOpen(path);
			await this.client.messageDelete(uids.join(','), { uid: true });
			await this.client.mailboxClose();
		});
	}

	/** Says goodbye within two seconds, then cuts. */
	async leave(): Promise<void> {
		let timer: NodeJS.Timeout | undefined;
		const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, 2_000)));
		await Promise.race([this.client.logout().catch(() => {}), patience]);
		clearTimeout(timer);
		this.client.close();
	}

	/** Cuts at once; every pending command fails with `connection-lost`. */
	close(): void {
		this.client.close();
	}

	private searched(query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
		return this.attempt(async () => {
			const found = await this.client.search(query, { uid: true });
			if (!found) throw new ImapError('command-refused');
			return found.sort((one, other) => one - other);
		});
	}

	private async fetchOne(
		uid: number,
		query: Parameters<ImapFlow['fetchOne']>[1],
	): Promise<FetchMessageObject | undefined> {
		return (await this.client.fetchOne(String(uid), query, { uid: true })) || undefined;
	}

	private async attempt<T>(work: () => Promise<T>): Promise<T> {
		const watchdog = this.watch();
		try {
			if (!this.client.usable) throw new ImapError('connection-lost');
			return await Promise.race([work(), watchdog.silence]);
		} catch (error) {
			if (error instanceof ImapError) throw error;
			// A command that the server refused looks the same as one whose connection broke meanwhile.
			throw this.client.usable ? imapErrorOf(error) : new ImapError('connection-lost');
		} finally {
			watchdog.end();
		}
	}

	/**
	 * Fails when no byte came for the time of an answer, and cuts. The library's own watchdog takes an IDLE that was never
	 * acknowledged for a quiet one.
	 */
	private watch(): { silence: Promise<never>; end(): void } {
		let heard = this.client.stats().received;
		let timer: NodeJS.Timeout | undefined;
		const silence = new Promise<never>((_, reject) => {
			timer = setInterval(() => {
				const { received } = this.client.stats();
				if (received !== heard) {
					heard = received;
					return;
				}
				reject(new ImapError('server-silent'));
				this.client.close();
			}, this.answerWithin);
		});
		silence.catch(() => {});
		return { silence, end: () => clearInterval(timer) };
	}
}
