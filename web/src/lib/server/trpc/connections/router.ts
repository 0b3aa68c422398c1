import { router } from '../builders.ts';
import { askAdministrator } from './ask-administrator.ts';
import { beginConnection } from './begin-connection.ts';
import { beginMending } from './begin-mending.ts';
import { beginRelay } from './begin-relay.ts';
import { beginVisit } from './begin-visit.ts';
import { chooseProvider } from './choose-provider.ts';
import { giveOutgoingServer } from './give-outgoing-server.ts';
import { givePassword } from './give-password.ts';
import { giveRelay } from './give-relay.ts';
import { readConnection } from './read-connection.ts';
import { readConsentRequest } from './read-consent-request.ts';
import { readOwnConnection } from './read-own-connection.ts';
import { retryConnection } from './retry-connection.ts';
import { searchAgain } from './search-again.ts';
import { sendBySmtp } from './send-by-smtp.ts';
import { stopReminders } from './stop-reminders.ts';
import { withdrawConnection } from './withdraw-connection.ts';

export const connectionsRouter = router({
	askAdministrator,
	beginConnection,
	beginMending,
	beginRelay,
	beginVisit,
	chooseProvider,
	giveOutgoingServer,
	givePassword,
	giveRelay,
	readConnection,
	readConsentRequest,
	readOwnConnection,
	retryConnection,
	searchAgain,
	sendBySmtp,
	stopReminders,
	withdrawConnection,
});
