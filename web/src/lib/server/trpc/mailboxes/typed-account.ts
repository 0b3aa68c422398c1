import { z } from 'zod';
import { connectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { line } from '#domain/values/line.ts';

const { host, user } = connectionSettings.shape.imap.shape;

/** A server that somebody typed, each field one line. */
export const typedServer = connectionSettings.shape.imap.extend({
	host: line(253).pipe(host),
	user: line(320).pipe(user),
});

/** A password as it was typed: any character may belong to it. */
export const typedPassword = z.string().min(1).max(1_000);
