// A list of events for each year, place, person, organisation and publisher.
const events = require("./events.cjs");
module.exports = () => {
  const found = new Map();
  for (const event of events()) {
    for (const kind of ["years", "places", "people", "organisations", "sources"]) {
      for (const name of event[kind]) {
        const key = `${kind}/${name}`;
        if (!found.has(key)) found.set(key, { kind, name, events: [] });
        found.get(key).events.push(event);
      }
    }
  }
  return [...found.values()];
};
