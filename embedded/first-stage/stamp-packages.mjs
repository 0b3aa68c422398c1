/** npm's own last step (`postinstall`): says that node_modules is whole, for a later `npm start`. */
import { fileURLToPath } from 'node:url';
import { stampPackages } from './install-packages.mjs';

// npm also comes here when it has only written the lock.
if (process.env.npm_config_package_lock_only !== 'true') {
	stampPackages(fileURLToPath(new URL('../..', import.meta.url)));
}
