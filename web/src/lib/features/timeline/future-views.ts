import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import Mail from '@lucide/svelte/icons/mail';
import type { ExpectedStep } from '#domain/timeline/show/list-expected-steps.ts';
import { duration, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { TimelineEntry } from '#lib/ui/timeline/timeline-entry.ts';

/** A line of what will happen. */
export interface FutureEntry extends TimelineEntry {
	step: ExpectedStep;
}

/** A step to come as a line of the timeline. */
export function futureEntry(step: ExpectedStep, reader: Reader): FutureEntry {
	const { run, position, delay, isNext } = step;
	return {
		id: step.id,
		at: step.at,
		icon: run.state === 'scheduled' ? CalendarClock : Mail,
		title: m.timeline_future_step({ contact: run.contact.name, step: position, steps: run.stepCount }),
		detail: isNext
			? undefined
			: m.timeline_future_after({
					duration: duration(delay.amount, delay.unit, reader.language, delay.workingDays),
					step: position - 1,
				}),
		step,
	};
}
