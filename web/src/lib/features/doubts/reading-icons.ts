import Ban from '@lucide/svelte/icons/ban';
import Bot from '@lucide/svelte/icons/bot';
import CircleSlash from '@lucide/svelte/icons/circle-slash';
import MailX from '@lucide/svelte/icons/mail-x';
import Plane from '@lucide/svelte/icons/plane';
import Reply from '@lucide/svelte/icons/reply';
import ThumbsDown from '@lucide/svelte/icons/thumbs-down';
import type { Reading } from '#domain/doubt/reading.ts';

/** The sign of each reading, the same on every screen. */
export const READING_ICONS: Record<Reading, typeof Reply> = {
	reply: Reply,
	'negative-reply': ThumbsDown,
	acknowledgement: Bot,
	absence: Plane,
	objection: Ban,
	'bounce-hard': MailX,
	'bounce-soft': MailX,
	none: CircleSlash,
};
