import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'**/*.cjs',
			'build/',
			'.data/',
			'**/generated/',
			'**/.svelte-kit/',
			'test-results/',
			'node_modules/',
		],
	},
	js.configs.recommended,
	...tseslint.configs.recommended,
	...svelte.configs.recommended,
	{
		rules: {
			// TypeScript knows every name; this rule does not know its globals.
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
			],
			'no-restricted-syntax': [
				'error',
				{ selector: 'ExportAllDeclaration', message: 'No barrel files: import from the file itself.' },
				{ selector: 'TSEnumDeclaration', message: 'Enums are no erasable syntax: use a union of strings.' },
			],
		},
	},
	{
		// Domain time is `at`, read once a transaction; a decision that reads a clock cannot be tested or replayed.
		files: ['domain/**/*.ts', 'workflows/**/*.ts'],
		ignores: ['**/*.test.ts', '**/*.test-support.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: 'Take `at` as an argument.' },
			],
			'no-restricted-syntax': [
				'error',
				{
					selector: "NewExpression[callee.name='Date'][arguments.length=0]",
					message: 'Take `at` as an argument.',
				},
				{ selector: 'ExportAllDeclaration', message: 'No barrel files: import from the file itself.' },
			],
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
		rules: {
			// The app is served at the root of its own address: a path needs no base before it.
			'svelte/no-navigation-without-resolve': 'off',
			// Most sets, maps and dates here live for one call; where one is state, its author makes it reactive.
			'svelte/prefer-svelte-reactivity': 'off',
		},
	},
	{
		// A pattern that is quadratic in what a stranger wrote holds its process for minutes, and throws nothing.
		files: ['**/*.ts', '**/*.svelte'],
		ignores: ['**/*.test.ts', 'tests/**', 'embedded/citations/**'],
		plugins: { regexp },
		rules: {
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
		},
	},
	// What mail carries and what must be taken out of it are control characters.
	{ files: ['mail/**/*.ts'], rules: { 'no-control-regex': 'off' } },
	{ files: ['**/*.test.ts', 'tests/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
	{
		files: ['**/*.test.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{
					object: 'fc',
					property: 'assert',
					message: 'Call `assertProperty`: it draws the same cases each time.',
				},
			],
		},
	},
);
