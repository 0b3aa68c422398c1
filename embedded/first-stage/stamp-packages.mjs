/** npm's own last step (`postinstall`): says that node_modules is whole, for a later `npm start`. */
import { fileURLToPath } from 'node:url';
import { stampPackages } from './install-packages.mjs';

stampPackages(fileURLToPath(new URL('../..', import.meta.url)));
