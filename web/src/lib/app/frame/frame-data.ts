/** What the frame shows around every page; loaded once by the layout of the signed-in pages. */
export interface FrameData {
	who: {
		kind: 'user' | 'support';
		userId: string;
		name: string;
		email: string;
		licence: 'responsable' | 'utilisateur' | 'support';
		subscriptionName: string | null;
	};
	/** When it was read, for the live stream that begins later (`LiveChanges.mark`). */
	readAt: string;
	/** Whom one asks for help (C1-02). */
	support: { readonly address: string | null; readonly calendar: string | null };
	/** Null outside the sandbox. */
	sandbox: boolean;
	railFolded: boolean;
	theme: 'system' | 'light' | 'dark';
	/** Numbers beside entries of the rail: what waits there. */
	counts: Partial<Record<'today' | 'relances', number>>;
	/** Notifications that nobody has handled yet. */
	openNotifications: number;
}
