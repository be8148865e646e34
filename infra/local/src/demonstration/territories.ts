/**
 * The territories of the demonstration, reconstructed: the documents give no list of communes. Each line is a commune of the
 * COG 2026, "code name", below its EPCI.
 */
type Communes = ReadonlyArray<string>;

/** Berry Vierzon Sologne: the 38 communes nearest to Vierzon within the seven EPCI that its page names. */
export const berryVierzonSologne: Communes = [
  // CC Terres du Haut Berry: 3 of 30
  "18004 Allogny", "18005 Allouis", "18206 Saint-Éloy-de-Gy",
  // CA Bourges Plus: 3 of 17
  "18028 Berry-Bouy", "18138 Marmagne", "18141 Mehun-sur-Yèvre",
  // CC Coeur de Berry: 10 of 11
  "18036 Brinay", "18044 Cerbois", "18064 Chéry", "18124 Lazenay", "18128 Limeux", "18134 Lury-sur-Arnon", "18148 Méreau", "18186 Preuilly",
  "18190 Quincy", "18237 Sainte-Thorette",
  // CC Vierzon-Sologne-Berry: 15 of 16
  "18085 Dampierre-en-Graçay", "18096 Foëcy", "18100 Genouilly", "18103 Graçay", "18140 Massay", "18150 Méry-sur-Cher", "18165 Neuvy-sur-Barangeon",
  "18167 Nohant-en-Graçay", "18210 Saint-Georges-sur-la-Prée", "18214 Saint-Hilaire-de-Court", "18219 Saint-Laurent", "18263 Thénioux",
  "18279 Vierzon", "18281 Vignoux-sur-Barangeon", "18290 Vouzeron",
  // CC Sauldre et Sologne: 1 of 14
  "18159 Nançay",
  // CC du Pays d'Issoudun: 1 of 12
  "36171 Reuilly",
  // CC de la Sologne des Rivières: 5 of 7
  "41084 La Ferté-Imbault", "41168 Orçay", "41232 Salbris", "41241 Selles-Saint-Denis", "41256 Theillay",
];

/** Asclepios: the EPCI of Amboise and of Blere, whole, with the commune of Montrichard. */
export const asclepios: Communes = [
  // CC du Val d'Amboise: all 14
  "37003 Amboise", "37043 Cangey", "37060 Chargé", "37131 Limeray", "37138 Lussault-sur-Loire", "37158 Montreuil-en-Touraine", "37161 Mosnes",
  "37163 Nazelles-Négron", "37166 Neuillé-le-Lierre", "37171 Noizay", "37185 Pocé-sur-Cisse", "37230 Saint-Ouen-les-Vignes", "37236 Saint-Règle",
  "37252 Souvigny-de-Touraine",
  // CC Autour de Chenonceaux Bléré-Val de Cher: all 15
  "37008 Athée-sur-Cher", "37027 Bléré", "37046 Céré-la-Ronde", "37070 Chenonceaux", "37073 Chisseaux", "37075 Cigogné", "37079 Civray-de-Touraine",
  "37085 Courçay", "37091 La Croix-en-Touraine", "37096 Dierre", "37100 Épeigné-les-Bois", "37110 Francueil", "37141 Luzillé",
  "37225 Saint-Martin-le-Beau", "37253 Sublaines",
  // CC Val-de-Cher-Controis: 1 of 33
  "41151 Montrichard Val de Cher",
];

/** Sud 28: the two EPCI of the south of Eure-et-Loir, whole. */
export const sud28: Communes = [
  // CC du Bonnevalais: all 19
  "28005 Alluyes", "28051 Bonneval", "28057 Bouville", "28065 Bullainville", "28126 Dancy", "28127 Dangeau", "28153 Flacey",
  "28176 Le Gault-Saint-Denis", "28259 Montboissier", "28260 Montharville", "28270 Moriers", "28277 Neuvy-en-Dunois", "28305 Pré-Saint-Évroult",
  "28306 Pré-Saint-Martin", "28353 Saint-Maur-sur-le-Loir", "28364 Sancheville", "28370 Saumeray", "28396 Trizay-lès-Bonneval",
  "28418 Villiers-Saint-Orien",
  // CC du Grand Châteaudun: all 23
  "28012 Vald'Yerre", "28027 La Bazoche-Gouet", "28061 Brou", "28075 La Chapelle-du-Noyer", "28078 Chapelle-Guillaume", "28088 Châteaudun",
  "28103 Cloyes-les-Trois-Rivières", "28106 Conie-Molitard", "28123 Dampierre-sous-Brou", "28132 Donnemain-Saint-Mamès", "28182 Gohory",
  "28198 Jallans", "28211 Logron", "28233 Marboué", "28256 Moléans", "28273 Moulhard", "28329 Saint-Christophe", "28330 Villemaury",
  "28334 Saint-Denis-Lanneray", "28389 Thiville", "28398 Unverre", "28410 Villampuy", "28424 Yèvres",
];

/** Pays Berjalliens: the east of the agglomeration around Bourgoin-Jallieu. */
export const paysBerjalliens: Communes = [
  // CA Porte de l'Isère (CAPI): 16 of 22
  "38053 Bourgoin-Jallieu", "38091 Châteauvilain", "38102 Chèzeneuve", "38136 Crachier", "38149 Domarin", "38152 Eclose-Badinières",
  "38156 Les Éparres", "38193 L'Isle-d'Abeau", "38223 Maubec", "38230 Meyrié", "38276 Nivolas-Vermelle", "38348 Ruy-Montceau",
  "38352 Saint-Alban-de-Roche", "38455 Saint-Savin", "38481 Sérézin-de-la-Tour", "38498 Succieu",
];

/** Sud-Lochois: the EPCI of Loches, whole, surely more than the south of it. */
export const sudLochois: Communes = [
  // CC Loches Sud Touraine: all 67
  "37001 Abilly", "37016 Azay-sur-Indre", "37019 Barrou", "37020 Beaulieu-lès-Loches", "37023 Beaumont-Village", "37026 Betz-le-Château",
  "37028 Bossay-sur-Claise", "37029 Bossée", "37032 Bournan", "37033 Boussay", "37039 Bridoré", "37044 La Celle-Guenand",
  "37045 La Celle-Saint-Avant", "37048 Chambon", "37049 Chambourg-sur-Indre", "37053 Chanceaux-près-Loches", "37057 La Chapelle-Blanche-Saint-Martin",
  "37061 Charnizay", "37064 Chaumussay", "37066 Chédigny", "37069 Chemillé-sur-Indrois", "37078 Ciran", "37080 Civray-sur-Esves", "37083 Cormery",
  "37094 Cussay", "37097 Dolus-le-Sec", "37098 Draché", "37103 Esves-le-Moutier", "37107 Ferrière-Larçon", "37108 Ferrière-sur-Beaulieu",
  "37111 Genillé", "37113 Le Grand-Pressigny", "37114 La Guerche", "37115 Descartes", "37127 Le Liège", "37130 Ligueil", "37132 Loches",
  "37133 Loché-sur-Indrois", "37134 Louans", "37136 Le Louroux", "37143 Manthelan", "37145 Marcé-sur-Esves", "37157 Montrésor", "37162 Mouzay",
  "37168 Neuilly-le-Brignon", "37173 Nouans-les-Fontaines", "37177 Orbigny", "37181 Paulmy", "37183 Perrusson", "37184 Le Petit-Pressigny",
  "37189 Preuilly-sur-Claise", "37192 Reignac-sur-Indre", "37218 Saint-Flovier", "37221 Saint-Hippolyte", "37222 Saint-Jean-Saint-Germain",
  "37234 Saint-Quentin-sur-Indrois", "37238 Saint-Senoch", "37246 Sennevières", "37247 Sepmes", "37254 Tauxigny-Saint-Bauld",
  "37259 Tournon-Saint-Pierre", "37265 Varennes", "37269 Verneuil-sur-Indre", "37275 Villedômain", "37277 Villeloin-Coulangé", "37280 Vou",
  "37282 Yzeures-sur-Creuse",
];

/** Rabelaisie: the EPCI of Chinon, whole (the document says "territoire du Chinonais"). */
export const rabelaisie: Communes = [
  // CC Chinon, Vienne et Loire: all 19
  "37004 Anché", "37011 Avoine", "37022 Beaumont-en-Véron", "37042 Candes-Saint-Martin", "37072 Chinon", "37074 Chouzé-sur-Loire", "37076 Cinais",
  "37088 Couziers", "37089 Cravant-les-Côteaux", "37118 Huismes", "37126 Lerné", "37144 Marçay", "37201 Rivière", "37202 La Roche-Clermault",
  "37210 Saint-Benoît-la-Forêt", "37220 Saint-Germain-sur-Vienne", "37242 Savigny-en-Véron", "37248 Seuilly", "37258 Thizay",
];

/** The codes of such a list. */
export const codesOf = (communes: Communes): ReadonlyArray<string> => communes.map((line) => line.slice(0, 5));
