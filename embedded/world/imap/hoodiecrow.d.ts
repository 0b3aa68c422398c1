/** The part of hoodiecrow-imap 2.1.0 that the world uses; the package has no types of its own. */
declare module 'hoodiecrow-imap' {
	import type { Server, Socket } from 'node:net';
	import type { EventEmitter } from 'node:events';

	namespace hoodiecrow {
		interface Message {
			uid: number;
			flags: string[];
			internaldate: string;
			/** One character a byte (latin1). */
			raw: string;
		}

		interface Mailbox {
			path: string;
			messages: Message[];
			uidvalidity: number;
			uidnext: number;
			'special-use'?: string;
			folders?: Record<string, Mailbox>;
		}

		interface Notification {
			tag: string;
			attributes: unknown[];
			notification?: boolean;
		}

		interface Response {
			tag: string;
			command: string;
			attributes: unknown[];
		}

		interface Parsed {
			tag: string;
			command: string;
			attributes?: { type: string; value: string }[];
		}

		type CommandHandler = (
			connection: IMAPConnection,
			parsed: Parsed,
			data: string,
			callback: () => void,
		) => void;

		interface IMAPConnection {
			server: IMAPServer;
			socket: Socket | null;
			state: 'Not Authenticated' | 'Authenticated' | 'Selected' | 'Logout';
			selectedMailbox?: Mailbox | false;
			inputHandler: ((line: string) => void) | false;
			_notificationCallback: (notification: unknown) => void;
			send(response: Response, description: string, parsed: Parsed, data?: string): void;
			/** Goes on with the next command of the queue. */
			processQueue(force?: boolean): void;
		}

		interface IMAPServer extends EventEmitter {
			server: Server;
			connectionHandlers: ((connection: IMAPConnection) => void)[];
			outputHandlers: ((
				connection: IMAPConnection,
				response: Response,
				description: string,
				parsed?: Parsed,
			) => void)[];
			registerCapability(keyword: string, handler?: (connection: IMAPConnection) => boolean): void;
			setCommandHandler(command: string, handler: CommandHandler): void;
			getCommandHandler(command: string): CommandHandler | false;
			getMailbox(path: string): Mailbox | undefined;
			createMailbox(path: string): void;
			processMessage(message: Message, mailbox: Mailbox): void;
			notify(command: Notification, mailbox: Mailbox | string, ignore?: IMAPConnection | false): void;
			appendMessage(
				mailbox: Mailbox | string,
				flags: string[],
				internaldate: string | undefined,
				raw: string,
				ignore?: IMAPConnection,
			): { mailbox: Mailbox; message: Message };
			listen(port: number, host: string, callback: () => void): void;
			close(callback: () => void): void;
		}

		interface Options {
			plugins?: string[];
			secureConnection?: boolean;
			credentials?: object;
			storage?: Record<string, unknown>;
			users?: Record<string, unknown>;
		}
	}

	function hoodiecrow(options: hoodiecrow.Options): hoodiecrow.IMAPServer;
	export = hoodiecrow;
}
