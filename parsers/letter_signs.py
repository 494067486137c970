"""What authorities write when they disclose, refuse, ask, acknowledge, charge, review and correct."""

from __future__ import annotations

import re


def _sign(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


BOUNCE = _sign(
    r"(?:wasn't|was not|not be) delivered\b|address (?:could not|couldn't) be found|user unknown",
    r"unable to deliver your message|permanent(?:ly)? (?:error|failure)|delivery error",
    r"undeliver(?:able|ed)|delivery (?:status notification|has failed|failure)|mail delivery failed",
    r"failure notice",
    r"returned mail|message (?:could not|cannot|can't) be delivered|could not be delivered to",
    r"unrouteable address",
)
DAEMON = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)
AWAY = _sign(
    r"away from (?:my desk|the office)",
    r"out of (?:the )?office",
    r"\b(?:am|is|be) (?:currently )?(?:away|on (?:annual |sick |maternity )?leave)\b",
    r"on (?:annual )?leave (?:until|from)|no longer (?:work|monitor)",
)
ACKNOWLEDGED = _sign(
    r"have received your (?:request|email|letter)|will hear from us",
    r"given it the (?:number|reference)",
    r"confirm receipt\b|you should hear from us|statutory deadline for (?:a|our) response",
    r"acknowledg(?:e|es|ing|ement)\b.{0,60}\b(?:receipt|request|email|letter)",
    r"(?:has been|was|is being) (?:logged|registered|allocated|passed to)",
    r"(?:will|shall) (?:now )?be (?:dealt with|processed|considered|actioned) (?:under|in"
    r" accordance|within|as)",
    r"(?:respond|response|reply|answer)\b.{0,90}\b(?:20|20th|twenty|twentieth) working day",
    r"(?:request|email|enquiry|message) has been received|you will receive (?:a|our) (?:response|reply)",
    r"(?:20|twenty) working days?.{0,60}\b(?:respond|response|reply|answer)",
    r"(?:you (?:can|should) expect|will (?:send|provide) (?:you )?(?:with )?) ?(?:a|our) (?:response|reply)",
    r"is (?:currently )?being (?:dealt with|processed|considered|worked on)",
)
CLARIFY = _sign(
    r"grateful if you (?:could|would) (?:clarify|specify|confirm (?:what|which|whether))",
    r"clock (?:has been|will be|is) (?:paused|stopped)",
    r"(?:require|need|seek|seeking|requesting|asking for) (?:some |further |additional |more |your )*clarif",
    r"(?:please|could you|can you|would you|ask (?:that )?you(?: to)?)(?: please)?(?: can you)?"
    r" (?:clarify|specify)",
    r"(?:please|could you|can you)(?: please)? (?:confirm|explain|advise|tell us) (?:exactly"
    r" )?(?:what|which|whether)",
    r"section 1\(3\)|not (?:sufficiently )?clear (?:what|which|from your)",
    r"until (?:we|i) (?:have )?(?:receive|hear)",
    r"reasonably require(?:s)? further information",
)
CLARIFIED = _sign(
    r"clarification (?:was )?(?:received|provided)",
    r"sought clarification|you (?:have )?clarified|your clarification|thank you for clarif",
)
FEE = _sign(
    r"fees? notice",
    r"(?:a|the) fee of £|payment of (?:a fee|the fee|£)|section 9\b.{0,80}\bfee",
    r"(?:on|upon) receipt of (?:your |the |this )?payment|fee (?:is|will be) (?:payable|charged)",
)
REVIEWED = _sign(
    r"(?:outcome|result|findings?|decision) of (?:the|your|my|this|our|an) (?:internal )?review",
    r"(?:have|has) (?:now )?(?:completed|conducted|concluded|carried out|undertaken) (?:an?|the|your|my)"
    r" (?:internal )?review",
    r"internal review (?:\(IR\) )?decision",
    r"original (?:decision|response) (?:is|was|has been) (?:upheld|overturned)",
    r"uphold (?:the|our) (?:original|initial|decision)",
    r"your request for (?:an? )?(?:internal )?review (?:of|has|was)",
)
REVISED = _sign(
    r"(?:revised|amended|corrected|replacement|supplementary|updated)"
    r" (?:response|reply|disclosure|answer|version)",
    r"supersedes? (?:our|the) (?:previous|earlier|original)",
    r"replaces (?:our|the) (?:previous|earlier|original)",
    r"(?:error|mistake)s? (?:in|was (?:identified|found|made) in) (?:our|the)"
    r" (?:previous|earlier|original|first)",
)
NEITHER = re.compile(r"neither confirms? n?or den(?:y|ies)", re.IGNORECASE)
REFUSED = _sign(
    r"(?:has|have) been redacted|redacted (?:under|by virtue)",
    r"\bsections? (?:1[24]|2[1-4]|3[01678]|4[0-4])(?:\(\w{1,2}\))*,? (?:therefore |also )*appl(?:y|ies)\b",
    r"\bdeclin(?:e|ed|ing) (?:the|your|to)\b|(?:has|have) not been (?:provided|disclosed|supplied|released)",
    r"sections? \d\d\S* (?:has been applied|have been applied|is engaged|exempts)\b",
    r"are (?:therefore )?engaged\b|\bwithholding the\b|should not be (?:released|disclosed)",
    r"disclosure is prohibited|exemptions? relied (?:up)?on",
    r"will not be processing",
    r"not obliged to (?:supply|provide|comply|disclose|confirm)|refusal notice|\brefus(?:e|ed|es|ing|al)\b",
    r"\b(?:is|are|be|information) (?:\w+ ){0,2}exempt(?:ed)?\b",
    r"exemptions? (?:which )?(?:appl|is engaged|are engaged)",
    r"(?:being |been |is |are |has )withheld|withhold(?:ing)? (?:the|this|some|it|that)|engages? section",
    r"(?:would|will|to|which)? ?(?:far )?(?:exceed|in excess"
    r" of)s?\b.{0,40}\b(?:appropriate|cost|time|fees?|18|limit)",
    r"^\W*(?:this is |it is )?exempt(?:ed)? (?:under|by|from)",
    r"\bvexatious\b|repeated request|(?:reasonably )?accessible (?:to you )?by other means",
    r"(?:will|can|must|shall)(?: therefore)? not be (?:disclosed|released|provided|supplied)",
    r"cannot be (?:disclosed|released)",
    r"(?:unable|not able) to (?:provide|comply|disclose|supply|release|answer)",
    r"cannot (?:provide|disclose|comply)",
    r"intended for (?:future )?publication|decided not to (?:disclose|release)|relies? on section",
    r"applying section",
)
NOT_HELD = _sign(
    r"\b(?:is|are|was|were) not held\b",
    r"not held for the purposes",
    r"\b(?:information|data|records?)\b[^.]{0,40}\b(?:is|are|was) not held\b",
    r"\bholds? no (?:\w+ )?(?:information|data|records?)\b",
    r"(?:do(?:es)?|did) not (?:currently |now )?hold\b",
    r"no (?:recorded |relevant )?information (?:is |was )?held",
    r"information (?:you (?:have )?requested |requested |sought )?(?:is|was) not held",
    r"holds no (?:recorded |such )?information",
    r"(?:is|are) not (?:information )?held (?:by|in|on)",
    r"not held by (?:this|the|us|\w+ (?:police|constabulary))",
    r"no recorded information|not hold (?:the|any|this) (?:information|data|record)",
)
DISCLOSED = _sign(
    r"answer (?:to (?:your|the|this) \w+ )?is:? (?:\d|none\b|nil\b|zero\b)",
    r"(?:found|identified|located) (?:a total of )?\d[\d,]* (?:\w+ ){0,2}(?:offences|crimes|incidents)",
    r"(?:recorded|reported) (?:a total of )?\d{1,3}(?:,\d{3})*(?![\d/,]) (?!\w+ times)",
    r"(?<![\d/,])\d{1,3}(?:,\d{3})* (?:\w+ ){1,3}(?:were|was|have been) (?:recorded|reported)",
    r"(?:decided|pleased|able|happy|agreed) to (?:disclose|provide|release|supply|share)\b",
    r"(?:have|has) (?:been )?(?:supplied|disclosed|released) (?:the|some|partial|you|figures|information)",
    r"disclos\w+ (?:\w+ ){0,5}in full|full disclosure|gesture of goodwill",
    r"(?:is|are) being (?:disclosed|provided|released|supplied)",
    r"\bthere (?:were|was|have been|has been) (?:a total of |in total )?(?:\d|no\b|none\b|zero\b|nil\b)",
    r"^\W*(?:19|20)\d\d(?:[/-]\d{2,4})?\s*[-–:=]\s*(?:\d|nil\b|none\b|<)",
)
SHOWN = _sign(
    r"below (?:you will find|is|are)\b",
    r"(?:set out|shown|detailed|provided|listed|given|found) (?:in the (?:table|tables) )?(?:below|overleaf)",
    r"(?:tables?|figures|data|information|response|answers?) below|the answers? (?:is|are) as follows",
    r"(?:is|are|has been|have been) (?:today )?(?:disclosed|provided|released|supplied)\b",
    r"\battach(?:ed|ment)\b|\benclosed\b|please find (?:attached|below|enclosed|our|the|here)\b",
)
"""What says that something follows: an answer where nothing is refused, and else the refusal itself."""
PARTLY = _sign(
    r"partial (?:response|answer|reply|information)",
    r"\bholds? some\b|some of the information|where this is the case|disclos\w+ (?:\w+ ){0,4}in part\b",
    r"part(?:ial(?:ly)?)?[ -](?:disclos|releas|refus)",
)
NOT_YET = re.compile(
    r"(?:^\W*|[,;] |\bthat |\bor |\band )if\b|\b(?:unless|should you|may|might|could be|where applicable)\b"
    r"|\bin the event that\b",
    re.IGNORECASE,
)
"""What such a sentence tells of need not happen."""
NEGATED = re.compile(r"\b(?:unable|not|never|cannot|without|nor)\b[^.;]{0,25}$", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"'(\d])")
QUESTION = re.compile(
    r"\s*(?:(?:question|q|request|point|part|item|answer|response|answer to question)s?\s*[:#]?\s*"
    r"(?P<named>\d{1,2}[a-z]?)(?:\s*(?:,|&|and|to|-)\s*\d{1,2}[a-z]?)*\b|(?P<bare>\d{1,2})[.)]\s)",
    re.IGNORECASE,
)
