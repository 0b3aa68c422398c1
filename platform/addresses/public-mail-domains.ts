/** Domains of a provider where anybody may have an address, by the key of its preset (mail/presets). */
const OF_PRESETS = {
	'outlook-com': `
		outlook.com outlook.fr outlook.be outlook.de outlook.es outlook.it outlook.at outlook.dk outlook.ie outlook.pt
		outlook.cz outlook.hu outlook.sk outlook.com.br outlook.com.au outlook.jp outlook.in hotmail.com hotmail.fr
		hotmail.be hotmail.de hotmail.es hotmail.it hotmail.nl hotmail.ca hotmail.co.uk hotmail.ch hotmail.se
		hotmail.no hotmail.fi hotmail.dk hotmail.com.br hotmail.com.ar live.com live.fr live.be live.de live.it
		live.nl live.ca live.co.uk live.at live.ie live.se live.dk live.no live.com.pt msn.com passport.com
		windowslive.com
	`,
	gmail: 'gmail.com googlemail.com',
	yahoo: `
		yahoo.com yahoo.fr yahoo.be yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.se yahoo.co.uk yahoo.co.in yahoo.com.au
		yahoo.com.br yahoo.com.ar yahoo.com.mx ymail.com rocketmail.com myyahoo.com
	`,
	aol: 'aol.com aol.fr aol.de aol.it aol.es aol.co.uk aim.com netscape.net',
	icloud: 'icloud.com me.com mac.com',
	'zoho-eu-personal': 'zoho.eu zohomail.eu',
	'zoho-com-personal': 'zoho.com zohomail.com',
	fastmail: 'fastmail.com fastmail.fm',
	proton: 'proton.me protonmail.com protonmail.ch pm.me',
	tuta: 'tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me',
	hey: 'hey.com',
	orange: 'orange.fr wanadoo.fr',
	free: 'free.fr',
	sfr: 'sfr.fr neuf.fr cegetel.net club-internet.fr 9online.fr 9business.fr numericable.fr',
	laposte: 'laposte.net',
	bouygues: 'bbox.fr',
	mailo: 'mailo.com mailoo.org netcourrier.com net-c.com net-c.fr',
	infomaniak: 'ik.me ikmail.com etik.com',
	gmx: 'gmx.net gmx.de gmx.at gmx.ch gmx.eu gmx.biz gmx.org gmx.info',
	'gmx-com': 'gmx.com gmx.fr gmx.us gmx.co.uk gmx.es gmx.it gmx.ca gmx.ie gmx.pt gmx.se gmx.li',
	'web-de': 'web.de',
	't-online': 't-online.de magenta.de',
	'mailbox-org': 'mailbox.org',
	posteo: 'posteo.de posteo.net posteo.eu posteo.at posteo.ch posteo.org',
	proximus: 'proximus.be skynet.be',
	bluewin: 'bluewin.ch bluemail.ch',
} as const;

/** Those of providers that recognition knows nothing else of, by country where they are of one. */
const OTHERS = `
	mail.com email.com usa.com hushmail.com inbox.com disroot.org riseup.net yandex.com yandex.ru ya.ru mail.ru
	bk.ru inbox.ru list.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net rediffmail.com

	aliceadsl.fr alice.fr online.fr noos.fr numericable.com voila.fr libertysurf.fr tiscali.fr infonie.fr
	freesbee.fr nordnet.fr ifrance.com caramail.com caramail.fr dbmail.com mailfence.com gandi.net mel.fr
	francemel.fr mageos.com oreka.fr wibox.fr

	telenet.be scarlet.be voo.be brutele.be pandora.be hispeed.ch sunrise.ch swissonline.ch freesurf.ch pt.lu
	internet.lu vo.lu videotron.ca sympatico.ca bell.net rogers.com shaw.ca telus.net cogeco.ca freenet.de
	arcor.de online.de vodafone.de aon.at chello.at terra.es telefonica.net ono.com libero.it virgilio.it tin.it
	alice.it tiscali.it iol.it inwind.it fastwebnet.it ziggo.nl kpnmail.nl home.nl planet.nl xs4all.nl hetnet.nl
	upcmail.nl btinternet.com btopenworld.com virginmedia.com ntlworld.com sky.com talktalk.net blueyonder.co.uk
	comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net
	sapo.pt seznam.cz wp.pl onet.pl o2.pl interia.pl
`;

/** Names that are written one after the other. */
const namesIn = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const ALL: ReadonlySet<string> = new Set([...Object.values(OF_PRESETS), OTHERS].flatMap(namesIn));

/** The domains of one preset's personal addresses, in lower case. */
export function publicDomainsOf(key: keyof typeof OF_PRESETS): string[] {
	return namesIn(OF_PRESETS[key]);
}

/**
 * Whether anybody may have an address there: such a domain says nothing of whom an address belongs to (5.7-2), and no
 * customer publishes anything in it (R-24, E-10).
 */
export function isPublicMailDomain(domain: string): boolean {
	return ALL.has(domain.toLowerCase());
}
