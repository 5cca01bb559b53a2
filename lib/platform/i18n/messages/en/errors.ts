export const errors = {
  badInput: "Some entries need attention. Everything you typed is still here.",
  notFound: "This record does not exist, or it is outside your reach.",
  notAllowed: "You may not take this step. Ask your area's administrator or a colleague who may.",
  bug: "Something broke and nothing was changed. Please give the administrator the number {requestId}.",
  network:
    "No connection: the step was not completed. Check the network and try again; sending twice never records twice.",
  changedMeanwhile: "Someone changed this record a moment ago. Reload to see its present state, then decide.",
  notOfferedNow: "This step is not possible in the present state. Reload the page.",
  moveRefusedByDatabase: "The state has changed and the database refused this step. Reload the page.",
  keyReused:
    "One request number arrived with different content; nothing was changed. Reload the page and fill it in again.",
  alreadyExists: "The same record already exists.",
  outOfRange: "The number is outside the allowed range.",
  malformed: "The format is not right.",
  required: "Please fill this in.",
  tooBig: "Too long or too large: at most {maximum}.",
  tooSmall: "Too short or too small: at least {minimum}.",
  reasonNeeded: "Please give the reason.",
  fourEyes: "The person who submitted may not also decide. A colleague has to do this.",
  quantityPositive: "The quantity must be a whole number above zero.",
  wholeNumber: "Please enter a whole number.",
  stock: {
    short: "Not enough stock; no issue was recorded.",
    lotShort:
      "Lot {lot}: {wanted} {unit} wanted, {available} {unit} free, {missing} {unit} short. Take another lot or less.",
    lotRecalled: "Lot {lot} is recalled and cannot be issued. Take another lot.",
    lotExpired: "Lot {lot} has expired and cannot be issued. Take another lot and dispose of this one.",
    lotCondition: "Lot {lot} is not in good condition and cannot be issued. Take another lot.",
    mayNotIssue: "These lots cannot be issued.",
    reversalOrder: "Reversals go backwards: reverse the later entry first.",
    moreThanPromised: "This is more than was approved or picked. Check and enter it again.",
    moreThanCounted: "More accepted than counted. Check and enter it again.",
    belowFloor:
      "{goods}: {site} would fall below its reserve floor. {available} {unit} may be used, {wanted} {unit} wanted. Take less, or have a reserve officer change the floor.",
  },
} as const;
