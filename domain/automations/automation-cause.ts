/** What lets automations run: an end, or what became of a recipient of an issue. */
export interface AutomationCause {
	/** The line of the timeline that tells it; each effect names it as its cause. */
	readonly eventId: string;
	/** *Utilisateur courant*: in a sequence the engagement's responsible user (5.6-18), of a newsletter whoever configured the automation. */
	readonly userId: string;
	/** Of a recipient of an issue: whose list she is in. */
	readonly newsletterId?: string;
	/** The rows that the lines of the effects name. */
	readonly subject: {
		readonly companyId: string;
		readonly contactId: string;
		readonly engagementId?: string;
	};
}
