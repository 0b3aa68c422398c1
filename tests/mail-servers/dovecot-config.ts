/** What a Dovecot of its own needs to know. Paths are absolute and short: a unix socket's path has about 100 characters. */
export interface DovecotSettings {
	readonly folder: string;
	/** Who the processes run as. root hands over to nobody; anybody else stays themselves. */
	readonly user: string;
	readonly group: string;
	readonly imapsPort: number;
	readonly starttlsPort: number;
	readonly lmtpPort: number;
	/** SASL for Postfix. */
	readonly authPort: number;
	/** Connections of one user, Dovecot's own default is 10. */
	readonly connectionsPerUser: number;
	/** Public folders, and folders that users open to each other (doveadm acl). */
	readonly shares: boolean;
	/** Says that it keeps labels, and has a folder of all mails, as Gmail. */
	readonly labels: boolean;
	/** Where tokens are asked about (RFC 7662); without one a token is taken as the user's password. */
	readonly introspectionUrl: string | undefined;
	/** By which a login may come. */
	readonly mechanisms: string;
}

/** Tokens go to the provider, passwords to the file of users. */
const byToken = (base: string) => `
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${base}/oauth2.conf
}
`;

/** oauth2.conf: who the token belongs to, and that it is good for IMAP or SMTP. */
export function oauth2Config(introspectionUrl: string, authorityFile: string): string {
	return `
introspection_mode = post
introspection_url = ${introspectionUrl}
tls_ca_cert_file = ${authorityFile}
username_attribute = email
active_attribute = active
active_value = true
`;
}

/** `Others/<user>/…` and `Public/…` beside one's own folders. */
const sharing = (base: string) => `
namespace others {
  type = shared
  separator = /
  prefix = Others/%%u/
  location = sdbox:${base}/mail/%%u/sdbox
  subscriptions = no
  list = children
}
namespace public {
  type = public
  separator = /
  prefix = Public/
  location = sdbox:${base}/mail/public
  subscriptions = no
  list = yes
}
protocol imap {
  mail_plugins = acl imap_acl
}
protocol doveadm {
  mail_plugins = acl
}
plugin {
  acl = vfile:${base}/public-acls
  acl_shared_dict = file:${base}/mail/shared-folders
}
`;

/** dovecot.conf of Dovecot 2.3, every service on loopback (docs/design/test-servers.md#dovecot). */
export function dovecotConfig(of: DovecotSettings): string {
	const { folder: base } = of;
	return `
instance_name = refrain-test
base_dir = ${base}/run
state_dir = ${base}/state
log_path = ${base}/dovecot.log
info_log_path = ${base}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = ${of.user}
default_internal_group = ${of.group}
default_login_user = ${of.user}
default_process_limit = 1000
default_client_limit = 4000
first_valid_uid = 0
ssl = yes
ssl_cert = <${base}/server.crt
ssl_key = <${base}/server.key
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
auth_mechanisms = ${of.mechanisms}
auth_username_format = %Lu
auth_failure_delay = 0
mail_location = sdbox:~/sdbox
mail_max_userip_connections = ${of.connectionsPerUser}
mail_fsync = never
mail_plugins =${of.introspectionUrl === undefined ? '' : byToken(base)}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${base}/users/%u
}
userdb {
  driver = static
  args = uid=${of.user} gid=${of.group} home=${base}/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
  mailbox Junk {
    special_use = \\Junk
    auto = subscribe
  }
  mailbox Drafts {
    special_use = \\Drafts
    auto = subscribe
  }
  mailbox Trash {
    special_use = \\Trash
    auto = subscribe
  }
  mailbox All {
    special_use = \\All
  }
}
${of.labels ? 'imap_capability = +X-GM-EXT-1\n' : ''}${of.shares ? sharing(base) : ''}# Without this each failed login adds seconds to later ones.
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${of.starttlsPort}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${of.imapsPort}
    ssl = yes
  }
  service_count = 0
  process_min_avail = 1
}
service imap {
  process_limit = 1000
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${of.lmtpPort}
  }
}
service stats {
  chroot =
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${of.authPort}
  }
}
`;
}
