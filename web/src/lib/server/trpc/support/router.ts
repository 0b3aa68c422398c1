import { router } from '../builders.ts';
import { actOnRun } from './act-on-run.ts';
import { countRuns } from './count-runs.ts';
import { liftHalt } from './lift-halt.ts';
import { listRelaySwitches } from './list-relay-switches.ts';
import { listRuns } from './list-runs.ts';
import { previewStop } from './preview-stop.ts';
import { readHalts } from './read-halts.ts';
import { readRun } from './read-run.ts';
import { readTexts } from './read-texts.ts';
import { refuseMeasuring } from './refuse-measuring.ts';
import { reopenMailbox } from './reopen-mailbox.ts';
import { setHalt } from './set-halt.ts';
import { switchRelays } from './switch-relays.ts';

export const supportRouter = router({
	actOnRun,
	countRuns,
	liftHalt,
	listRelaySwitches,
	listRuns,
	previewStop,
	readHalts,
	readRun,
	readTexts,
	refuseMeasuring,
	reopenMailbox,
	setHalt,
	switchRelays,
});
