import { router } from '../builders.ts';
import { changeMeasuring } from './change-measuring.ts';
import { chooseMeasuring } from './choose-measuring.ts';
import { readChoice } from './read-choice.ts';
import { readMeasuring } from './read-measuring.ts';
import { removeTrackingDomain } from './remove-tracking-domain.ts';
import { setTrackingDomain } from './set-tracking-domain.ts';

export const measuringRouter = router({
	changeMeasuring,
	chooseMeasuring,
	readChoice,
	readMeasuring,
	removeTrackingDomain,
	setTrackingDomain,
});
