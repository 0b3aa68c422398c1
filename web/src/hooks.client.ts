import { followBrowser } from '#lib/app/connection/connection.svelte.ts';
import { letLoadsWait } from '#lib/app/connection/waiting-loads.ts';
import { readLanguageFrom, type Language } from '#texts/language.ts';

// The page's own language: one source for the server's words and the browser's.
readLanguageFrom(() => document.documentElement.lang as Language);

followBrowser();
letLoadsWait();
