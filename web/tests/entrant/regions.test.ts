import { describe, expect, it } from "vitest";
import { citiesOf, PROVINCES, regionOf } from "../../src/pages/entrant/form/regions";

describe("a region", () => {
  it.each([
    ["湖南省长沙市", "湖南省", "长沙市"], ["湖南 / 湘潭", "湖南省", "湘潭市"], ["湖南", "湖南省", ""],
    ["内蒙古呼和浩特", "内蒙古自治区", "呼和浩特市"], ["新疆维吾尔自治区", "新疆维吾尔自治区", ""],
    ["北京", "北京市", ""], ["北京市朝阳区", "北京市", "朝阳区"], ["吉林省吉林市", "吉林省", "吉林市"],
    ["长沙", "湖南省", "长沙市"], ["延边朝鲜族自治州", "吉林省", "延边朝鲜族自治州"],
    ["香港", "香港特别行政区", ""], ["", "", ""], ["Bavaria", "Bavaria", ""],
  ])("typed as %s is %s and %s", (typed, province, city) => {
    expect(regionOf(typed)).toEqual({ province, city });
  });

  it("reads what it writes", () => {
    for (const province of PROVINCES) {
      for (const city of ["", ...citiesOf(province)]) {
        expect(regionOf(province + city)).toEqual({ province, city });
      }
    }
  });
});
