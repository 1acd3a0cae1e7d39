// The records, as given to Hugo, from YAML.
const fs = require("fs");
const yaml = require("js-yaml");
module.exports = () =>
  fs.readdirSync(process.env.RECORDS).sort().map((name) =>
    yaml.load(fs.readFileSync(`${process.env.RECORDS}/${name}`, "utf8").split("---\n")[1]));
