package schema

import "time"

// A MembershipStatus says in what way somebody belongs to an alliance.
type MembershipStatus string

const (
	StatusMember    MembershipStatus = "member"
	StatusSuspended MembershipStatus = "suspended" // a member still, but without its rights
	StatusCandidate MembershipStatus = "candidate" // has applied or was invited
	StatusObserver  MembershipStatus = "observer"
	StatusPartner   MembershipStatus = "partner" // associate, dialogue partner, guest
)

// MembershipStatuses lists the statuses in the order in which they are shown.
var MembershipStatuses = []MembershipStatus{StatusMember, StatusSuspended, StatusCandidate, StatusObserver, StatusPartner}

// A Membership is one spell of one member in an alliance, as reference knowledge has it. It is not a claim: no article says so.
type Membership struct {
	Alliance string           `json:"alliance"` // entity id
	Member   string           `json:"member"`   // entity id
	Status   MembershipStatus `json:"status"`
	Since    Date             `json:"since,omitzero"` // zero if not known
	Until    Date             `json:"until,omitzero"` // the last day, month or year; zero if it goes on
	Note     string           `json:"note,omitempty"`
	Source   string           `json:"source,omitempty"` // where it can be looked up
}

// MembershipID returns the id of a membership: a hash of all that it says, so that a corrected one is another one.
func MembershipID(m *Membership) string {
	return "membership/" + hashOf(m.Alliance, m.Member, string(m.Status), m.Since.Value, m.Until.Value, m.Note, m.Source)
}

// Holds reports whether the membership may hold at some time of the period that the date names, and whether it surely does.
// It surely does not if it may not. What has an unknown beginning may hold from ever on. At an unknown date everything may.
func (m *Membership) Holds(on Date) (may, surely bool) {
	first, after, ok := on.Bounds()
	if !ok {
		return true, false
	}
	var begun, ended period
	begun.of(m.Since, time.Time{})
	ended.of(m.Until, after)
	may = begun.earliest.Before(after) && ended.latest.After(first)
	surely = may && !m.Since.IsZero() && !begun.latest.After(after) && !ended.earliest.Before(first)
	return may, surely
}

// A period is when something happened: not before earliest, and before latest.
type period struct{ earliest, latest time.Time }

// of sets the period that a date names; an unknown one is a moment after or before everything else.
func (p *period) of(d Date, unknown time.Time) {
	var ok bool
	if p.earliest, p.latest, ok = d.Bounds(); !ok {
		p.earliest, p.latest = unknown, unknown
	}
}
