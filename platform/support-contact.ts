import { z } from 'zod';
import { mailAddress } from './config-values.ts';

/** How people reach whoever supports this installation (C1-02); shown on each screen of connecting a mailbox. */
export interface SupportContact {
	readonly address: string | null;
	/** A page on which one books time. */
	readonly calendar: string | null;
}

export const supportVariables = {
	REFRAIN_SUPPORT_ADDRESS: mailAddress.optional(),
	REFRAIN_SUPPORT_CALENDAR: z
		.url({ protocol: /^https$/, error: 'an https address, such as https://calendar.example.com/refrain' })
		.optional(),
};

/** Nothing of it is shown where it is not configured. */
export function supportContactOf(values: z.infer<z.ZodObject<typeof supportVariables>>): SupportContact {
	return {
		address: values.REFRAIN_SUPPORT_ADDRESS ?? null,
		calendar: values.REFRAIN_SUPPORT_CALENDAR ?? null,
	};
}
