import { router } from '../builders.ts';
import { listNotifications } from './list-notifications.ts';
import { visitConnection } from './visit-connection.ts';
import { visitMailbox } from './visit-mailbox.ts';
import { visitSheet } from './visit-sheet.ts';

export const notificationsRouter = router({ listNotifications, visitConnection, visitMailbox, visitSheet });
