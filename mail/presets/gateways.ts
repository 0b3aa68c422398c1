/** Who takes a domain's mail in, filters it, and hands it on: its exchanger does not tell where the mailboxes are. */
export interface Gateway {
	/** Kebab-case. */
	readonly key: string;
	/** Ends of its exchangers' names. */
	readonly exchangers: readonly string[];
}

/** The filters that stand before mailboxes of companies, those of the French market first. */
export const GATEWAYS: readonly Gateway[] = [
	{ key: 'mailinblack', exchangers: ['mailinblack.com'] },
	{ key: 'vade', exchangers: ['vadesecure.com', 'vade.com'] },
	{ key: 'altospam', exchangers: ['altospam.com'] },
	{ key: 'hornetsecurity', exchangers: ['hornetsecurity.com', 'antispameurope.com'] },
	{ key: 'proofpoint', exchangers: ['pphosted.com', 'ppe-hosted.com'] },
	{
		key: 'mimecast',
		exchangers: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com'],
	},
	{ key: 'barracuda', exchangers: ['barracudanetworks.com', 'cudamail.com'] },
	{ key: 'trend-micro', exchangers: ['trendmicro.com', 'trendmicro.eu'] },
	{ key: 'cisco', exchangers: ['iphmx.com'] },
	{ key: 'symantec', exchangers: ['messagelabs.com'] },
	{ key: 'sophos', exchangers: ['sophos.com'] },
	{ key: 'forcepoint', exchangers: ['mailcontrol.com'] },
	{ key: 'spamexperts', exchangers: ['antispamcloud.com', 'spamexperts.com', 'spamexperts.eu'] },
	{ key: 'spamtitan', exchangers: ['spamtitan.com'] },
	{ key: 'retarus', exchangers: ['retarus.com'] },
	{ key: 'cloudflare-area-1', exchangers: ['mxrecord.io', 'mxrecord.mx'] },
];
