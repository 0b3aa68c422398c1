/** Providers where anybody may have an address, by country where they are of one. */
const PUBLIC_MAIL_DOMAINS = `
gmail.com googlemail.com outlook.com outlook.fr outlook.be outlook.de outlook.es outlook.it hotmail.com hotmail.fr hotmail.be
hotmail.de hotmail.es hotmail.it hotmail.co.uk live.com live.fr live.be live.de live.it live.nl live.ca live.co.uk msn.com
passport.com windowslive.com yahoo.com yahoo.fr yahoo.be yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.co.uk ymail.com
rocketmail.com myyahoo.com aol.com aol.fr aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me
tutanota.com tutanota.de tuta.io tuta.com tutamail.com keemail.me fastmail.com fastmail.fm hey.com zoho.com zohomail.com
zohomail.eu mail.com email.com usa.com gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.fr gmx.us web.de hushmail.com inbox.com
mailbox.org posteo.de posteo.net disroot.org riseup.net yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru
qq.com 163.com 126.com sina.com naver.com daum.net rediffmail.com

orange.fr wanadoo.fr free.fr aliceadsl.fr alice.fr online.fr sfr.fr neuf.fr cegetel.net club-internet.fr 9online.fr
9business.fr noos.fr numericable.fr numericable.com laposte.net bbox.fr voila.fr libertysurf.fr tiscali.fr infonie.fr
freesbee.fr nordnet.fr ifrance.com caramail.com caramail.fr mailo.com mailoo.org netcourrier.com net-c.com net-c.fr
dbmail.com mailfence.com gandi.net mel.fr francemel.fr mageos.com oreka.fr wibox.fr

skynet.be telenet.be proximus.be scarlet.be voo.be brutele.be pandora.be bluewin.ch hispeed.ch sunrise.ch swissonline.ch
freesurf.ch pt.lu internet.lu vo.lu videotron.ca sympatico.ca bell.net rogers.com shaw.ca telus.net cogeco.ca
t-online.de freenet.de arcor.de online.de vodafone.de aon.at chello.at terra.es telefonica.net ono.com libero.it virgilio.it
tin.it alice.it tiscali.it iol.it inwind.it fastwebnet.it ziggo.nl kpnmail.nl home.nl planet.nl xs4all.nl hetnet.nl
upcmail.nl btinternet.com btopenworld.com virginmedia.com ntlworld.com sky.com talktalk.net blueyonder.co.uk comcast.net
verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net sapo.pt seznam.cz wp.pl
onet.pl o2.pl interia.pl
`;

const PUBLIC: ReadonlySet<string> = new Set(PUBLIC_MAIL_DOMAINS.split(/\s+/).filter(Boolean));

/** Whether anybody may have an address there: such a domain says nothing of whom an address belongs to (5.7-2). */
export function isPublicMailDomain(domain: string): boolean {
	return PUBLIC.has(domain.toLowerCase());
}
