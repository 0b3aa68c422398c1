import ipaddr from 'ipaddr.js';

/** What a match of a network says about who asks. */
export interface ScannerNetwork {
	readonly vendor: 'microsoft-protection' | 'barracuda' | 'proofpoint' | 'mimecast' | 'cisco';
	/**
	 * `machine`: nothing but filters stand there. `clicks`: for clicks only, since the pictures of people's mails are asked for
	 * from its neighbourhood too. `probable`: a browser that is shown from there has a person before it.
	 */
	readonly proves: 'machine' | 'clicks' | 'probable';
	readonly blocks: readonly string[];
}

/**
 * Networks of mail filters, of their vendors' published lists: Microsoft 365 endpoint sets 9 and 10, Barracuda Email Gateway
 * Defense by region; of the others the blocks of their autonomous systems, which may carry isolated browsers.
 */
export const SCANNER_NETWORKS: readonly ScannerNetwork[] = [
	{
		vendor: 'microsoft-protection',
		proves: 'clicks',
		blocks: [
			...['40.92.0.0/15', '40.107.0.0/16', '52.100.0.0/14', '52.238.78.0/24', '104.47.0.0/17'],
			...['2a01:111:f400::/48', '2a01:111:f403::/48'],
		],
	},
	{
		vendor: 'barracuda',
		proves: 'machine',
		blocks: [
			...[
				'3.24.133.128/25',
				'15.222.16.128/25',
				'35.157.190.224/27',
				'18.185.115.192/26',
				'18.184.203.224/27',
			],
			...['13.200.136.128/25', '35.176.92.96/27', '18.133.136.128/26', '18.133.136.96/27', '209.222.82.0/24'],
		],
	},
	{
		vendor: 'proofpoint',
		proves: 'probable',
		blocks: [
			...['67.231.144.0/20', '148.163.128.0/19', '205.220.160.0/19', '208.84.64.0/22'],
			...['185.132.180.0/22', '185.183.28.0/22', '91.209.104.0/24', '91.207.212.0/23'],
		],
	},
	{
		vendor: 'mimecast',
		proves: 'probable',
		blocks: [
			...['170.10.128.0/20', '205.139.110.0/23', '207.211.30.0/23', '216.205.24.0/24'],
			...['195.130.217.0/24', '91.220.42.0/24', '146.101.78.0/24', '185.58.84.0/22'],
		],
	},
	{
		vendor: 'cisco',
		proves: 'probable',
		blocks: ['68.232.128.0/19', '216.71.128.0/19', '184.94.240.0/21', '207.54.64.0/19', '208.90.56.0/21'],
	},
];

const PARSED = SCANNER_NETWORKS.flatMap((network) =>
	network.blocks.map((block) => ({ network, block: ipaddr.parseCIDR(block) })),
);

/** Whose scanner asks from this network (cut to /24 or /48); a block within the cut network counts as the network. */
export function scannerNetworkOf(network: string): ScannerNetwork | undefined {
	const [address, bits] = ipaddr.parseCIDR(network);
	return PARSED.find(({ block: [first, length] }) => {
		if (first.kind() !== address.kind()) return false;
		const shorter = Math.min(length, bits);
		return address.kind() === 'ipv4'
			? (address as ipaddr.IPv4).match(first as ipaddr.IPv4, shorter)
			: (address as ipaddr.IPv6).match(first as ipaddr.IPv6, shorter);
	})?.network;
}
