/** Why some texts of an event are told although any words fit there. Nobody is named by them; each is a text of one of these kinds. */
export const wordReasons = {
  association: "the name of an association, as the official journal publishes it",
  organization: "the name of an organization, as the national register of structures publishes it",
  place: "the name of a quarter or a former commune",
  dataSet: "the name, edition or licence of a published data set, given by the platform's administrator",
  computed: "written by the service from its own figures and reference lists",
  id: "an id, a date or a digest that the service made",
} as const;
